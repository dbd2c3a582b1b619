// node_modules/preact/src/constants.js
var MODE_HYDRATE = 1 << 5;
var MODE_SUSPENDED = 1 << 7;
var INSERT_VNODE = 1 << 2;
var MATCHED = 1 << 1;
var REF_DETACHED = 1 << 3;
var COMPONENT_PROCESSING_EXCEPTION = 1 << 0;
var COMPONENT_PENDING_ERROR = 1 << 1;
var COMPONENT_FORCE = 1 << 2;
var COMPONENT_DIRTY = 1 << 3;
var RESET_MODE = ~(MODE_HYDRATE | MODE_SUSPENDED);
var SVG_NAMESPACE = "http://www.w3.org/2000/svg";
var XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml";
var MATH_NAMESPACE = "http://www.w3.org/1998/Math/MathML";
var NULL = null;
var UNDEFINED = void 0;
var VNODE_MARKER = /* @__PURE__ */ Symbol.for("pv");
var EMPTY_OBJ = (
  /** @type {any} */
  {}
);
var EMPTY_ARR = [];
var MATHML_TOKEN_ELEMENTS = /^m(i|n|o|s|text|space)$/;
var LIS_CANDIDATE = 1 << 4;

// node_modules/preact/src/util.js
var isArray = Array.isArray;
var slice = EMPTY_ARR.slice;
var assign = Object.assign;
function removeNode(node) {
  if (node && node.parentNode) node.remove();
}

// node_modules/preact/src/diff/catch-error.js
function _catchError(error, vnode, oldVNode, errorInfo) {
  let component, ctor, handled;
  for (; vnode = vnode._parent; ) {
    if ((component = vnode._component) && !(component._bits & COMPONENT_PROCESSING_EXCEPTION)) {
      component._bits |= COMPONENT_FORCE;
      try {
        ctor = component.constructor;
        if (handled = ctor && ctor.getDerivedStateFromError) {
          component.setState(ctor.getDerivedStateFromError(error));
        }
        if (component.componentDidCatch) {
          component.componentDidCatch(error, errorInfo || {});
          handled = 1;
        }
        if (handled && component._bits & COMPONENT_DIRTY) {
          component._bits |= COMPONENT_PENDING_ERROR;
          return;
        }
      } catch (e) {
        error = e;
      }
    }
  }
  resetRenderCount();
  throw error;
}

// node_modules/preact/src/options.js
var options = {
  _catchError
};
var options_default = options;

// node_modules/preact/src/create-element.js
var vnodeId = 0;
function createVNode(type, props, key, ref, original) {
  const vnode = {
    type,
    props,
    key,
    ref,
    _children: NULL,
    _parent: NULL,
    _depth: 0,
    _dom: NULL,
    _component: NULL,
    constructor: VNODE_MARKER,
    _original: original || ++vnodeId,
    _index: -1,
    _flags: 0
  };
  if (!original && options_default.vnode) options_default.vnode(vnode);
  return vnode;
}
function Fragment(props) {
  return props.children;
}

// node_modules/preact/src/component.js
function BaseComponent(props, context) {
  this.props = props;
  this.context = context;
  this._bits = 0;
}
BaseComponent.prototype.setState = function(update, callback) {
  let s = this._nextState;
  if (!s || s == this.state) {
    s = this._nextState = assign({}, this.state);
  }
  if (typeof update == "function") {
    update = update(assign({}, s), this.props);
  }
  if (update) {
    assign(s, update);
  } else {
    return;
  }
  if (this._vnode) {
    if (callback) {
      this._stateCallbacks.push(callback);
    }
    enqueueRender(this);
  }
};
BaseComponent.prototype.forceUpdate = function(callback) {
  if (this._vnode) {
    this._bits |= COMPONENT_FORCE;
    if (callback) this._renderCallbacks.push(callback);
    enqueueRender(this);
  }
};
BaseComponent.prototype.render = Fragment;
function getDomSibling(vnode, childIndex) {
  if (childIndex == NULL) {
    return vnode._parent && getDomSibling(vnode._parent, vnode._index + 1);
  }
  let sibling;
  for (; childIndex < vnode._children.length; childIndex++) {
    sibling = vnode._children[childIndex];
    if (sibling && sibling._dom) {
      return sibling._dom;
    }
  }
  return typeof vnode.type == "function" && !vnode.props._parentDom ? getDomSibling(vnode) : NULL;
}
function renderComponent(component) {
  const oldVNode = component._vnode, oldDom = oldVNode._dom, commitQueue = [], refQueue = [];
  const parentDom = component._parentDom;
  if (parentDom) {
    const newVNode = assign({ constructor: VNODE_MARKER }, oldVNode);
    newVNode._original = oldVNode._original + 1;
    if (options_default.vnode) options_default.vnode(newVNode);
    diff(
      parentDom,
      newVNode,
      oldVNode,
      component._globalContext,
      parentDom.namespaceURI,
      oldVNode._flags & MODE_HYDRATE ? [oldDom] : NULL,
      commitQueue,
      oldDom || getDomSibling(oldVNode),
      oldVNode._flags & MODE_HYDRATE,
      refQueue
    );
    newVNode._original = oldVNode._original;
    newVNode._parent._children[newVNode._index] = newVNode;
    commitRoot(commitQueue, newVNode, refQueue);
    oldVNode._parent = oldVNode._dom = NULL;
    if (newVNode._dom != oldDom) {
      updateParentDomPointers(newVNode);
    }
  }
}
function updateParentDomPointers(vnode) {
  if ((vnode = vnode._parent) && vnode._component && !vnode.props._parentDom) {
    vnode._dom = NULL;
    vnode._children.some((child) => child && (vnode._dom = child._dom));
    return updateParentDomPointers(vnode);
  }
}
var rerenderQueue = [];
var prevDebounce;
var rerenderCount = 0;
function resetRenderCount() {
  rerenderCount = 0;
}
function enqueueRender(c) {
  if (!(c._bits & COMPONENT_DIRTY) && (c._bits |= COMPONENT_DIRTY, rerenderQueue.push(c), !rerenderCount++) || prevDebounce != options_default.debounceRendering) {
    prevDebounce = options_default.debounceRendering;
    (prevDebounce || queueMicrotask)(process);
  }
}
var depthSort = (a, b) => a._vnode._depth - b._vnode._depth;
function process() {
  try {
    let c, l = 1;
    while (rerenderQueue.length) {
      if (rerenderQueue.length > l) {
        rerenderQueue.sort(depthSort);
      }
      c = rerenderQueue.shift();
      l = rerenderQueue.length;
      if (c._bits & COMPONENT_DIRTY) {
        renderComponent(c);
      }
    }
  } finally {
    if (rerenderCount = rerenderQueue.length) {
      (prevDebounce || queueMicrotask)(process);
    }
  }
}

// node_modules/preact/src/diff/children.js
function diffChildren(parentDom, renderResult, newParentVNode, oldParentVNode, globalContext, namespace, excessDomChildren, commitQueue, oldDom, isHydrating, refQueue) {
  let i, oldVNode, childVNode, newDom, firstChildDom;
  let oldChildren = oldParentVNode._children || EMPTY_ARR;
  let newChildrenLength = renderResult.length;
  oldDom = constructNewChildrenArray(
    newParentVNode,
    renderResult,
    oldChildren,
    oldDom,
    newChildrenLength
  );
  for (i = 0; i < newChildrenLength; i++) {
    childVNode = newParentVNode._children[i];
    if (childVNode == NULL) continue;
    oldVNode = ~childVNode._index && oldChildren[childVNode._index] || EMPTY_OBJ;
    childVNode._index = i;
    let result = diff(
      parentDom,
      childVNode,
      oldVNode,
      globalContext,
      namespace,
      excessDomChildren,
      commitQueue,
      oldDom,
      isHydrating,
      refQueue
    );
    newDom = childVNode._dom;
    if (oldVNode.ref != childVNode.ref || oldVNode._flags & REF_DETACHED) {
      if (oldVNode.ref) applyRef(oldVNode.ref, NULL, childVNode, oldVNode);
      if (childVNode.ref) {
        refQueue.push(
          childVNode.ref,
          childVNode._component || newDom,
          childVNode
        );
      }
    }
    firstChildDom = firstChildDom || newDom;
    if (childVNode._flags & INSERT_VNODE) {
      oldDom = insert(childVNode, oldDom, parentDom, !oldVNode._original);
      if (oldVNode._dom) {
        oldVNode._dom = NULL;
      }
    } else if (typeof childVNode.type == "function" && result !== UNDEFINED) {
      oldDom = result;
    } else if (newDom) {
      oldDom = newDom.nextSibling;
    }
    childVNode._flags &= ~(INSERT_VNODE | LIS_CANDIDATE);
  }
  newParentVNode._dom = firstChildDom;
  return oldDom;
}
function constructNewChildrenArray(newParentVNode, renderResult, oldChildren, oldDom, newChildrenLength) {
  let i;
  let childVNode;
  let oldVNode;
  let oldChildrenLength = oldChildren.length, remainingOldChildren = oldChildrenLength;
  let skew = 0;
  let moved = 0;
  let newChildren = newParentVNode._children = Array(newChildrenLength);
  for (i = 0; i < newChildrenLength; i++) {
    childVNode = renderResult[i];
    if (childVNode == NULL || typeof childVNode == "boolean" || typeof childVNode == "function") {
      newChildren[i] = NULL;
      continue;
    } else if (typeof childVNode != "object" || childVNode.constructor === String) {
      childVNode = newChildren[i] = createVNode(NULL, childVNode);
    } else if (isArray(childVNode)) {
      childVNode = newChildren[i] = createVNode(Fragment, {
        children: childVNode
      });
    } else if (childVNode.constructor === VNODE_MARKER && childVNode._depth) {
      childVNode = newChildren[i] = createVNode(
        childVNode.type,
        childVNode.props,
        childVNode.key,
        childVNode.ref,
        childVNode._original
      );
    } else {
      newChildren[i] = childVNode;
    }
    const skewedIndex = i + skew;
    childVNode._parent = newParentVNode;
    childVNode._depth = newParentVNode._depth + 1;
    const matchingIndex = childVNode._index = findMatchingIndex(
      childVNode,
      oldChildren,
      skewedIndex,
      remainingOldChildren
    );
    oldVNode = NULL;
    if (~matchingIndex) {
      oldVNode = oldChildren[matchingIndex];
      remainingOldChildren--;
      if (oldVNode) {
        oldVNode._flags |= MATCHED;
      }
    }
    if (!oldVNode || !oldVNode._original) {
      if (!~matchingIndex) {
        if (newChildrenLength > oldChildrenLength) {
          skew--;
        } else if (newChildrenLength < oldChildrenLength) {
          skew++;
        }
      }
      if (typeof childVNode.type != "function") {
        childVNode._flags |= INSERT_VNODE;
      }
    } else {
      childVNode._flags |= LIS_CANDIDATE;
      if (matchingIndex == skewedIndex - 1) {
        skew--;
      } else if (matchingIndex == skewedIndex + 1) {
        skew++;
      } else if (matchingIndex != skewedIndex) {
        if (matchingIndex > skewedIndex) {
          skew--;
        } else {
          skew++;
        }
        moved = 1;
      }
    }
  }
  if (moved) {
    let tails = [];
    let lisLengths = [];
    for (i = 0; i < newChildrenLength; i++) {
      childVNode = newChildren[i];
      if (childVNode && childVNode._flags & LIS_CANDIDATE) {
        skew = 0;
        let hi = tails.length;
        while (skew < hi) {
          const mid = skew + hi >> 1;
          if (tails[mid] < childVNode._index) {
            skew = mid + 1;
          } else {
            hi = mid;
          }
        }
        tails[skew] = childVNode._index;
        lisLengths[i] = skew + 1;
      }
    }
    skew = tails.length;
    while (i--) {
      if (lisLengths[i]) {
        if (lisLengths[i] == skew) {
          skew--;
        } else {
          newChildren[i]._flags |= INSERT_VNODE;
        }
      }
    }
  }
  if (remainingOldChildren) {
    for (i = 0; i < oldChildrenLength; i++) {
      oldVNode = oldChildren[i];
      if (oldVNode && !(oldVNode._flags & MATCHED)) {
        if (oldVNode._dom == oldDom) {
          oldDom = getDomSibling(oldVNode);
        }
        unmount(oldVNode, oldVNode);
      }
    }
  }
  return oldDom;
}
function insert(parentVNode, oldDom, parentDom, isMounting) {
  if (typeof parentVNode.type == "function") {
    if (parentVNode.props._parentDom) return oldDom;
    let children = parentVNode._children;
    if (children) {
      for (let i = 0; i < children.length; i++) {
        if (children[i]) {
          children[i]._parent = parentVNode;
          oldDom = insert(children[i], oldDom, parentDom, false);
        }
      }
    }
    return oldDom;
  } else {
    if (oldDom && !oldDom.parentNode) {
      oldDom = getDomSibling(parentVNode);
      if (oldDom && !oldDom.parentNode) oldDom = NULL;
    }
    let dom = parentVNode._dom;
    let next = oldDom;
    while (next && next.nodeType == 8) next = next.nextSibling;
    if (dom != next) {
      if (!isMounting && parentDom.moveBefore && dom.parentNode) {
        parentDom.moveBefore(dom, oldDom);
      } else {
        parentDom.insertBefore(dom, oldDom || NULL);
      }
    }
    oldDom = dom;
  }
  while ((oldDom = oldDom && oldDom.nextSibling) && oldDom.nodeType == 8 && !oldDom.data.startsWith("$s")) ;
  return oldDom;
}
function findMatchingIndex(childVNode, oldChildren, skewedIndex, remainingOldChildren) {
  const key = childVNode.key;
  const type = childVNode.type;
  let oldVNode = oldChildren[skewedIndex];
  const matched = oldVNode && !(oldVNode._flags & MATCHED);
  let shouldSearch = (
    // (typeof type != 'function' || type === Fragment || key) &&
    // The ternary keeps this a Smi comparison; `> matched` would compare
    // number to boolean which V8 can't serve from the fast path.
    remainingOldChildren > (matched ? 1 : 0)
  );
  if (oldVNode === NULL && key == NULL || matched && key == oldVNode.key && type == oldVNode.type) {
    return skewedIndex;
  } else if (shouldSearch) {
    let x;
    for (x = skewedIndex - 1; x >= 0; x--) {
      oldVNode = oldChildren[x];
      if (oldVNode && !(oldVNode._flags & MATCHED) && key == oldVNode.key && type == oldVNode.type)
        return x;
    }
    for (x = skewedIndex + 1; x < oldChildren.length; x++) {
      oldVNode = oldChildren[x];
      if (oldVNode && !(oldVNode._flags & MATCHED) && key == oldVNode.key && type == oldVNode.type)
        return x;
    }
  }
  return -1;
}

// node_modules/preact/src/diff/props.js
var EVENT_DISPATCHED = /* @__PURE__ */ Symbol();
function setStyle(style, key, value) {
  if (value == NULL) value = "";
  if (key[0] == "-") {
    style.setProperty(key, value);
  } else {
    style[key] = value;
  }
}
var CAPTURE_REGEX = /(PointerCapture)$|Capture$/i;
var eventClock = 0;
function setProperty(dom, name, value, oldValue, namespace) {
  let useCapture;
  if (name == "style") {
    if (typeof value == "string") {
      dom.style.cssText = value;
    } else {
      if (typeof oldValue == "string") {
        dom.style.cssText = oldValue = "";
      }
      if (oldValue) {
        for (name in oldValue) {
          if (!(value && name in value)) {
            setStyle(dom.style, name);
          }
        }
      }
      if (value) {
        for (name in value) {
          if (!oldValue || value[name] != oldValue[name]) {
            setStyle(dom.style, name, value[name]);
          }
        }
      }
    }
  } else if (name[0] == "o" && name[1] == "n") {
    if (typeof value != "function") value = NULL;
    if (typeof oldValue != "function") oldValue = NULL;
    (dom._listeners || (dom._listeners = {}))[name] = value;
    if (!value || !oldValue) {
      const proxy = eventProxies[name] || (eventProxies[name] = createEventProxy(name));
      (dom._attached || (dom._attached = {}))[name] = eventClock;
      useCapture = name != (name = name.replace(CAPTURE_REGEX, "$1"));
      name = name.slice(2);
      if (name[0] < "a") name = name.toLowerCase();
      if (value) {
        dom.addEventListener(name, proxy, useCapture);
      } else {
        dom.removeEventListener(name, proxy, useCapture);
      }
    }
  } else {
    if (namespace == SVG_NAMESPACE) {
      name = name.replace(/xlink(H|:h)/, "h").replace(/sName$/, "s");
    } else if (name != "width" && name != "height" && name != "href" && name != "list" && name != "form" && // Default value in browsers is `-1` and an empty string is
    // cast to `0` instead
    name != "tabIndex" && name != "download" && name != "rowSpan" && name != "colSpan" && name != "role" && name != "popover" && name in dom) {
      try {
        dom[name] = value == NULL ? "" : value;
        return;
      } catch (e) {
      }
    }
    if (typeof value == "function") return;
    if (value != NULL && (value !== false || name[4] == "-")) {
      dom.setAttribute(name, name == "popover" && value == true ? "" : value);
    } else {
      dom.removeAttribute(name);
    }
  }
}
function createEventProxy(name) {
  return function(e) {
    let eventHandler = this._listeners;
    if (eventHandler) {
      eventHandler = eventHandler[name];
      if (e[EVENT_DISPATCHED] == NULL) {
        e[EVENT_DISPATCHED] = eventClock++;
      } else if (e[EVENT_DISPATCHED] < this._attached[name]) {
        return;
      }
      return eventHandler(options_default.event ? options_default.event(e) : e);
    }
  };
}
var eventProxies = {};

// node_modules/preact/src/diff/index.js
function diff(parentDom, newVNode, oldVNode, globalContext, namespace, excessDomChildren, commitQueue, oldDom, isHydrating, refQueue) {
  let tmp, resumed, newType = newVNode.type;
  if (newVNode.constructor !== VNODE_MARKER) return NULL;
  if (oldVNode._flags & MODE_SUSPENDED && // @ts-expect-error This is MODE_HYDRATE or 0
  (isHydrating = oldVNode._flags & MODE_HYDRATE, tmp = oldVNode._component._excess)) {
    newVNode._flags |= isHydrating;
    resumed = excessDomChildren = [];
    if (tmp.nodeType == 8) {
      oldDom = rangeEnd(tmp, excessDomChildren);
    } else {
      excessDomChildren.push(tmp);
    }
    oldDom = excessDomChildren[0] || oldDom;
  }
  if (tmp = options_default._diff) tmp(newVNode);
  outer: if (typeof newType == "function") {
    let oldCommitQueueLength = commitQueue.length;
    try {
      let c, oldProps, oldState, snapshot, newProps = newVNode.props;
      const isClassComponent = (tmp = newType.prototype) && tmp.render;
      tmp = newType.contextType;
      const provider = tmp && globalContext[tmp._id];
      const componentContext = tmp ? provider ? provider.props.value : tmp._defaultValue : globalContext;
      if (c = oldVNode._component) {
        newVNode._component = c;
        if (c._bits & COMPONENT_PENDING_ERROR) {
          c._bits |= COMPONENT_PROCESSING_EXCEPTION;
        }
      } else {
        if (isClassComponent) {
          newVNode._component = c = new newType(newProps, componentContext);
        } else {
          newVNode._component = c = new BaseComponent(
            newProps,
            componentContext
          );
          c.constructor = newType;
          c.render = doRender;
        }
        if (provider) provider.sub(c);
        if (!c.state) c.state = {};
        c._globalContext = globalContext;
        c._bits |= COMPONENT_DIRTY;
        c._renderCallbacks = [];
        c._stateCallbacks = [];
      }
      if (isClassComponent) {
        if (!c._nextState) c._nextState = c.state;
        if (newType.getDerivedStateFromProps) {
          if (c._nextState == c.state) {
            c._nextState = assign({}, c._nextState);
          }
          assign(
            c._nextState,
            newType.getDerivedStateFromProps(newProps, c._nextState)
          );
        }
      }
      oldProps = c.props;
      oldState = c.state;
      c._vnode = newVNode;
      if (!oldVNode._component) {
        if (isClassComponent && !newType.getDerivedStateFromProps && c.componentWillMount) {
          c.componentWillMount();
        }
        if (isClassComponent && c.componentDidMount) {
          c._renderCallbacks.push(c.componentDidMount);
        }
      } else {
        if (newProps !== oldProps && isClassComponent && !newType.getDerivedStateFromProps && c.componentWillReceiveProps) {
          c.componentWillReceiveProps(newProps, componentContext);
        }
        if (newVNode._original == oldVNode._original && !(c._bits & COMPONENT_DIRTY) || !(c._bits & COMPONENT_FORCE) && c.shouldComponentUpdate && c.shouldComponentUpdate(
          newProps,
          c._nextState,
          componentContext
        ) === false) {
          if (newVNode._original != oldVNode._original) {
            c.props = newProps;
            c.state = c._nextState;
            c._bits &= ~COMPONENT_DIRTY;
          }
          newVNode._dom = oldVNode._dom;
          newVNode._children = oldVNode._children;
          newVNode._children.some((vnode) => {
            if (vnode) vnode._parent = newVNode;
          });
          EMPTY_ARR.push.apply(c._renderCallbacks, c._stateCallbacks);
          c._stateCallbacks = [];
          if (c._renderCallbacks.length) {
            commitQueue.push(c);
          }
          oldDom = getDomSibling(oldVNode);
          break outer;
        }
        if (c.componentWillUpdate) {
          c.componentWillUpdate(newProps, c._nextState, componentContext);
        }
        if (isClassComponent && c.componentDidUpdate) {
          c._renderCallbacks.push(() => {
            c.componentDidUpdate(oldProps, oldState, snapshot);
          });
        }
      }
      c.context = componentContext;
      c.props = newProps;
      c._parentDom = parentDom;
      c._bits &= ~COMPONENT_FORCE;
      let renderHook = options_default._render, count = isClassComponent ? 25 : 0;
      do {
        c._bits &= ~COMPONENT_DIRTY;
        if (renderHook) renderHook(newVNode);
        tmp = c.render(c.props, c.state = c._nextState, c.context);
      } while (c._bits & COMPONENT_DIRTY && ++count < 25);
      if (isClassComponent) {
        EMPTY_ARR.push.apply(c._renderCallbacks, c._stateCallbacks);
        c._stateCallbacks = [];
      }
      c.state = c._nextState;
      if (c.getChildContext) {
        globalContext = assign({}, globalContext, c.getChildContext());
      }
      if (isClassComponent && oldVNode._component && c.getSnapshotBeforeUpdate) {
        snapshot = c.getSnapshotBeforeUpdate(oldProps, oldState);
      }
      const renderResult = tmp && tmp.type === Fragment && tmp.key == NULL ? tmp.props.children : tmp;
      if (newProps._parentDom) {
        tmp = oldDom;
        parentDom = newProps._parentDom;
        namespace = parentDom.namespaceURI;
        isHydrating = excessDomChildren = NULL;
        if (oldVNode.props && oldVNode.props._parentDom != parentDom) {
          oldVNode._children.some((child) => {
            if (child) unmount(child, child);
          });
          oldVNode._children = NULL;
        }
        oldDom = oldVNode._children ? getDomSibling(oldVNode, 0) : NULL;
      }
      oldDom = diffChildren(
        parentDom,
        isArray(renderResult) ? renderResult : [renderResult],
        newVNode,
        oldVNode,
        globalContext,
        namespace,
        excessDomChildren,
        commitQueue,
        oldDom,
        isHydrating,
        refQueue
      );
      if (newProps._parentDom) {
        newVNode._dom = NULL;
        oldDom = tmp;
      }
      newVNode._flags &= RESET_MODE;
      if (resumed) resumed.some(removeNode);
      if (c._renderCallbacks.length) {
        commitQueue.push(c);
      }
      if (c._bits & COMPONENT_PROCESSING_EXCEPTION) {
        c._bits &= ~(COMPONENT_PROCESSING_EXCEPTION | COMPONENT_PENDING_ERROR);
      }
    } catch (e) {
      commitQueue.length = oldCommitQueueLength;
      newVNode._original = NULL;
      if (isHydrating || excessDomChildren) {
        if (e && e.then) {
          let startMarker, end;
          newVNode._flags |= MODE_SUSPENDED | isHydrating;
          if (excessDomChildren) {
            let i = excessDomChildren.indexOf(oldDom || UNDEFINED), child;
            if (!~i) i = excessDomChildren.length;
            while ((child = excessDomChildren[i - 1]) && child.nodeType == 8) {
              i--;
            }
            for (; i < excessDomChildren.length; i++) {
              if (child = excessDomChildren[i]) {
                excessDomChildren[i] = NULL;
                if (startMarker) {
                  if (child == end) break;
                } else if (child.nodeType != 8) {
                  break;
                } else if (child.data.startsWith("$s")) {
                  end = rangeEnd(startMarker = child);
                }
              }
            }
          }
          if (!startMarker) {
            while (oldDom && oldDom.nodeType == 8 && oldDom.nextSibling) {
              oldDom = oldDom.nextSibling;
            }
            startMarker = oldDom;
          }
          startMarker = newVNode._component._excess || (newVNode._component._excess = startMarker);
          if (tmp = rangeEnd(startMarker)) {
            newVNode._dom = startMarker;
            oldDom = tmp;
          } else newVNode._dom = oldDom;
          oldDom = oldDom && oldDom.nextSibling;
        } else if (excessDomChildren) {
          excessDomChildren.some(removeNode);
        }
      } else {
        newVNode._dom = oldVNode._dom;
      }
      if (!newVNode._children) {
        newVNode._children = oldVNode._children || [];
      }
      if (!(e && e.then)) markAsForce(newVNode);
      options_default._catchError(e, newVNode, oldVNode);
    }
  } else {
    oldDom = newVNode._dom = diffElementNodes(
      oldVNode._dom,
      newVNode,
      oldVNode,
      globalContext,
      namespace,
      excessDomChildren,
      commitQueue,
      isHydrating,
      refQueue,
      parentDom
    );
  }
  if (tmp = options_default.diffed) tmp(newVNode);
  return oldDom;
}
function rangeEnd(start, nodes) {
  if (start && start.nodeType == 8 && start.data.startsWith("$s")) {
    for (let depth = 1; start = start.nextSibling; ) {
      if (start.nodeType == 8) {
        if (start.data.startsWith("$s")) depth++;
        else if (start.data.startsWith("/$s") && !--depth) return start;
      }
      if (nodes) nodes.push(start);
    }
  }
}
function markAsForce(vnode) {
  if (vnode) {
    if (vnode._component) vnode._component._bits |= COMPONENT_FORCE;
    if (vnode._children) vnode._children.some(markAsForce);
  }
}
function commitRoot(commitQueue, root, refQueue) {
  for (let i = 0; i < refQueue.length; ) {
    applyRef(refQueue[i++], refQueue[i++], refQueue[i++]);
  }
  if (options_default._commit) options_default._commit(root, commitQueue);
  commitQueue.some((c) => {
    try {
      commitQueue = c._renderCallbacks;
      c._renderCallbacks = [];
      commitQueue.some((cb) => {
        cb.call(c);
      });
    } catch (e) {
      options_default._catchError(e, c._vnode);
    }
  });
}
function diffElementNodes(dom, newVNode, oldVNode, globalContext, namespace, excessDomChildren, commitQueue, isHydrating, refQueue, parentDom) {
  let oldProps = oldVNode.props || EMPTY_OBJ;
  const newProps = newVNode.props;
  const nodeType = (
    /** @type {string} */
    newVNode.type
  );
  let i;
  let newHtml;
  let oldHtml;
  let newChildren;
  let value;
  let inputValue;
  let checked;
  if (nodeType == "svg") namespace = SVG_NAMESPACE;
  else if (nodeType == "math") namespace = MATH_NAMESPACE;
  else if (!namespace) namespace = XHTML_NAMESPACE;
  if (excessDomChildren) {
    for (i = 0; i < excessDomChildren.length; i++) {
      value = excessDomChildren[i];
      if (value && (nodeType ? value.localName == nodeType : value.nodeType == 3)) {
        dom = value;
        excessDomChildren[i] = NULL;
        break;
      }
    }
  }
  if (!dom) {
    const doc = parentDom.ownerDocument || document;
    if (!nodeType) {
      return doc.createTextNode(newProps);
    }
    dom = doc.createElementNS(
      namespace,
      nodeType,
      newProps.is ? newProps : parentDom
    );
    if (isHydrating) {
      if (options_default._hydrationMismatch)
        options_default._hydrationMismatch(newVNode, excessDomChildren);
      isHydrating = false;
    }
    excessDomChildren = NULL;
  }
  if (!nodeType) {
    if (oldProps !== newProps && (!isHydrating || dom.data != newProps)) {
      dom.data = newProps;
    }
  } else {
    parentDom = nodeType == "template" && dom.content || dom;
    excessDomChildren = nodeType == "textarea" && newProps.defaultValue != NULL ? NULL : excessDomChildren && slice.call(parentDom.childNodes);
    if (!isHydrating && excessDomChildren) {
      oldProps = {};
      for (i = 0; i < dom.attributes.length; i++) {
        value = dom.attributes[i];
        oldProps[value.name] = value.value;
      }
    }
    for (i in oldProps) {
      value = oldProps[i];
      if (i == "dangerouslySetInnerHTML") {
        oldHtml = value;
      } else if (i != "children" && !(i in newProps) && !(i == "value" && "defaultValue" in newProps) && !(i == "checked" && "defaultChecked" in newProps)) {
        setProperty(dom, i, NULL, value, namespace);
      }
    }
    for (i in newProps) {
      value = newProps[i];
      if (i == "children") {
        newChildren = value;
      } else if (i == "dangerouslySetInnerHTML") {
        newHtml = value;
      } else if (i == "value") {
        inputValue = value;
      } else if (i == "checked") {
        checked = value;
      } else if ((!isHydrating || typeof value == "function") && oldProps[i] !== value) {
        setProperty(dom, i, value, oldProps[i], namespace);
      }
    }
    if (newHtml) {
      if (!isHydrating && (!oldHtml || newHtml.__html != oldHtml.__html && newHtml.__html != dom.innerHTML)) {
        dom.innerHTML = newHtml.__html;
      }
      newVNode._children = [];
    } else {
      if (oldHtml) dom.textContent = "";
      if (nodeType == "foreignObject" || namespace == MATH_NAMESPACE && MATHML_TOKEN_ELEMENTS.test(nodeType)) {
        namespace = XHTML_NAMESPACE;
      }
      diffChildren(
        parentDom,
        isArray(newChildren) ? newChildren : [newChildren],
        newVNode,
        oldVNode,
        globalContext,
        namespace,
        excessDomChildren,
        commitQueue,
        excessDomChildren ? excessDomChildren[0] : oldVNode._children && getDomSibling(oldVNode, 0),
        isHydrating,
        refQueue
      );
      if (excessDomChildren) excessDomChildren.some(removeNode);
    }
    if (!isHydrating || nodeType == "textarea") {
      i = "value";
      if (nodeType == "progress" && inputValue == NULL) {
        dom.removeAttribute(i);
      } else if (inputValue != UNDEFINED && // #2756 For the <progress>-element the initial value is 0,
      // despite the attribute not being present. When the attribute
      // is missing the progress bar is treated as indeterminate.
      // To fix that we'll always update it when it is 0 for progress elements
      (inputValue !== dom[i] || nodeType == "progress" && !inputValue)) {
        setProperty(dom, i, inputValue, oldProps[i], namespace);
      }
      i = "checked";
      if (checked != UNDEFINED && checked != dom[i]) {
        setProperty(dom, i, checked, oldProps[i], namespace);
      }
    }
  }
  return dom;
}
function applyRef(ref, value, vnode, owner) {
  try {
    if (typeof ref == "function") {
      if (value) value._refCleanup = ref(value) || 1;
      else if (owner && (owner = owner._component || owner._dom) && (value = owner._refCleanup)) {
        owner._refCleanup = NULL;
        if (typeof value == "function") value();
        else ref(NULL);
      }
    } else ref.current = value;
  } catch (e) {
    options_default._catchError(e, vnode);
  }
}
function unmount(vnode, parentVNode, skipRemove) {
  let r, end, nodes;
  if (options_default.unmount) options_default.unmount(vnode);
  if ((r = vnode.ref) && (!r.current || r.current == vnode._dom)) {
    applyRef(r, NULL, parentVNode, vnode);
  }
  if (r = vnode._component) {
    if (r.componentWillUnmount) {
      try {
        r.componentWillUnmount();
      } catch (e) {
        options_default._catchError(e, parentVNode);
      }
    }
    r._parentDom = r._globalContext = NULL;
  }
  if (r = vnode._children) {
    for (let i = 0; i < r.length; i++) {
      if (r[i]) {
        unmount(
          r[i],
          parentVNode,
          // A portal's children live in another container, so a removed
          // host ancestor doesn't detach them; always remove them.
          typeof vnode.type == "function" ? skipRemove && !vnode.props._parentDom : true
        );
      }
    }
  }
  if (!skipRemove && (r = vnode._component) && (r = r._excess) && (end = rangeEnd(r, nodes = []))) {
    if (r == vnode._dom) nodes.some(removeNode);
    removeNode(end);
    removeNode(r);
  }
  if (!skipRemove) removeNode(vnode._dom);
  vnode._dom = vnode._component = vnode._parent = NULL;
}
function doRender(props, state, context) {
  return this.constructor(props, context);
}

// node_modules/preact/src/render.js
function render(vnode, parentDom) {
  if (options_default._root) options_default._root(vnode, parentDom);
  if (parentDom.nodeType == 9) {
    parentDom = parentDom.documentElement;
  }
  let isHydrating = vnode && vnode._flags & MODE_HYDRATE;
  let oldVNode = isHydrating ? NULL : parentDom._children;
  parentDom._children = createVNode(Fragment, { children: [vnode] });
  let commitQueue = [], refQueue = [];
  diff(
    parentDom,
    // Determine the new vnode tree and store it on the DOM element on
    // our custom `_children` property.
    parentDom._children,
    oldVNode || EMPTY_OBJ,
    EMPTY_OBJ,
    parentDom.namespaceURI,
    oldVNode ? NULL : parentDom.firstChild ? slice.call(parentDom.childNodes) : NULL,
    commitQueue,
    oldVNode ? oldVNode._dom : parentDom.firstChild,
    // @ts-expect-error we are doing a bit-wise operation so it's either 0 or true
    isHydrating,
    refQueue
  );
  commitRoot(commitQueue, parentDom._children, refQueue);
  parentDom._children.props.children = NULL;
}

// node_modules/preact/hooks/src/index.js
var ObjectIs = Object.is;
var currentIndex;
var currentComponent;
var previousComponent;
var currentHook = 0;
var afterPaintEffects = [];
var unmountCleanups = [];
var options2 = (
  /** @type {import('./internal').Options} */
  options_default
);
var oldBeforeDiff = options2._diff;
var oldBeforeRender = options2._render;
var oldAfterDiff = options2.diffed;
var oldCommit = options2._commit;
var oldBeforeUnmount = options2.unmount;
var oldRoot = options2._root;
var RAF_TIMEOUT = 35;
var prevRaf;
options2._diff = (vnode) => {
  currentComponent = null;
  if (oldBeforeDiff) oldBeforeDiff(vnode);
};
options2._root = (vnode, parentDom) => {
  if (vnode && parentDom._children && parentDom._children._mask) {
    vnode._mask = parentDom._children._mask;
  }
  if (oldRoot) oldRoot(vnode, parentDom);
};
options2._render = (vnode) => {
  if (oldBeforeRender) oldBeforeRender(vnode);
  currentComponent = vnode._component;
  currentIndex = 0;
  const hooks = currentComponent.__hooks;
  if (hooks) {
    if (previousComponent == currentComponent) {
      currentComponent._renderCallbacks = [];
    } else {
      hooks._pendingEffects.some(invokeCleanup);
      hooks._pendingEffects.some(invokeEffect);
      currentIndex = 0;
    }
    hooks._pendingEffects = [];
    hooks._list.some((hookItem) => {
      if (hookItem._nextValue) {
        hookItem._value = hookItem._nextValue;
      }
      hookItem._pendingArgs = hookItem._nextValue = void 0;
    });
  }
  previousComponent = currentComponent;
};
options2.diffed = (vnode) => {
  if (oldAfterDiff) oldAfterDiff(vnode);
  const c = vnode._component;
  if (c && c.__hooks) {
    if (c.__hooks._pendingEffects.length) afterPaint(afterPaintEffects.push(c));
    c.__hooks._list.some((hookItem) => {
      if (hookItem._pendingArgs) hookItem._args = hookItem._pendingArgs;
    });
  }
  previousComponent = currentComponent = null;
};
options2._commit = (vnode, commitQueue) => {
  commitQueue.some((component) => {
    try {
      component._renderCallbacks.some(invokeCleanup);
      component._renderCallbacks = component._renderCallbacks.filter(
        (cb) => cb._value ? invokeEffect(cb) : true
      );
    } catch (e) {
      component._renderCallbacks = [
        () => {
          throw e;
        }
      ];
    }
  });
  if (oldCommit) oldCommit(vnode, commitQueue);
};
options2.unmount = (vnode) => {
  if (oldBeforeUnmount) oldBeforeUnmount(vnode);
  const c = vnode._component;
  if (c && c.__hooks) {
    let hasErrored, errorParent;
    c.__hooks._list.some((s) => {
      try {
        if (s._passive && s._cleanup) {
          if (errorParent === void 0) {
            errorParent = vnode._parent;
            while (errorParent && !(errorParent._component && errorParent._component._parentDom)) {
              errorParent = errorParent._parent;
            }
            errorParent = errorParent && errorParent._component;
          }
          s._passive = errorParent;
          afterPaint(unmountCleanups.push(s));
        } else {
          invokeCleanup(s);
        }
      } catch (e) {
        hasErrored = e;
      }
    });
    c.__hooks = void 0;
    if (hasErrored) options2._catchError(hasErrored, c._vnode);
  }
};
function getHookState(index, type) {
  if (options2._hook) {
    options2._hook(currentComponent, index, currentHook || type);
  }
  currentHook = 0;
  const hooks = currentComponent.__hooks || (currentComponent.__hooks = {
    _list: [],
    _pendingEffects: []
  });
  if (index >= hooks._list.length) {
    hooks._list.push({});
  }
  return hooks._list[index];
}
function useState(initialState) {
  currentHook = 1;
  return useReducer(invokeOrReturn, initialState);
}
function useReducer(reducer, initialState, init) {
  const hookState = getHookState(currentIndex++, 2);
  hookState._reducer = reducer;
  if (!hookState._component) {
    hookState._value = [
      !init ? invokeOrReturn(void 0, initialState) : init(initialState),
      (action) => {
        const currentValue = (hookState._nextValue || hookState._value)[0];
        const nextValue = hookState._reducer(currentValue, action);
        if (!ObjectIs(currentValue, nextValue)) {
          hookState._nextValue = [nextValue, hookState._value[1]];
          hookState._component.setState({});
        }
      }
    ];
    hookState._component = currentComponent;
    if (!currentComponent._hasScuFromHooks) {
      currentComponent._hasScuFromHooks = true;
      const prevScu = currentComponent.shouldComponentUpdate;
      currentComponent.shouldComponentUpdate = function(p, s, c) {
        const hooks = this.__hooks;
        if (!hooks) return true;
        let updatedHook = false;
        let shouldUpdate = this.props != p;
        hooks._list.some((hookItem) => {
          if (hookItem._nextValue) {
            updatedHook = true;
            if (!ObjectIs(hookItem._value[0], hookItem._nextValue[0])) {
              shouldUpdate = true;
            }
          }
        });
        if (prevScu) {
          const result = prevScu.call(this, p, s, c);
          return updatedHook ? result || shouldUpdate : result;
        }
        return !updatedHook || shouldUpdate;
      };
    }
  }
  return hookState._value;
}
function useEffect(callback, args) {
  const state = getHookState(currentIndex++, 3);
  if (!options2._skipEffects && argsChanged(state._args, args)) {
    state._passive = true;
    state._value = callback;
    state._pendingArgs = args;
    currentComponent.__hooks._pendingEffects.push(state);
  }
}
function useLayoutEffect(callback, args) {
  const state = getHookState(currentIndex++, 4);
  if (!options2._skipEffects && argsChanged(state._args, args)) {
    state._passive = false;
    state._value = callback;
    state._pendingArgs = args;
    currentComponent._renderCallbacks.push(state);
  }
}
function useRef(initialValue) {
  currentHook = 5;
  return useMemo(() => ({ current: initialValue }), []);
}
function useMemo(factory, args) {
  const state = getHookState(currentIndex++, 7);
  if (argsChanged(state._args, args)) {
    state._value = factory();
    state._args = args;
  }
  return state._value;
}
function useCallback(callback, args) {
  currentHook = 8;
  return useMemo(() => callback, args);
}
function flushAfterPaintEffects() {
  let component;
  do {
    while (component = unmountCleanups.shift()) {
      try {
        invokeCleanup(component);
      } catch (e) {
        component = /** @type {any} */
        component._passive;
        options2._catchError(e, { _parent: component && component._vnode });
      }
    }
    while (component = afterPaintEffects.shift()) {
      const hooks = component.__hooks;
      if (!component._parentDom || !hooks) continue;
      try {
        hooks._pendingEffects.some(invokeCleanup);
        hooks._pendingEffects.some(invokeEffect);
        hooks._pendingEffects = [];
      } catch (e) {
        hooks._pendingEffects = [];
        options2._catchError(e, component._vnode);
      }
    }
  } while (unmountCleanups.length);
}
var HAS_RAF = typeof requestAnimationFrame == "function";
function afterNextFrame(callback) {
  const done = () => {
    clearTimeout(timeout);
    if (HAS_RAF) cancelAnimationFrame(raf);
    setTimeout(callback);
  };
  const timeout = setTimeout(done, RAF_TIMEOUT);
  let raf;
  if (HAS_RAF) {
    raf = requestAnimationFrame(done);
  }
}
function afterPaint(newQueueLength) {
  if (newQueueLength == 1 || prevRaf != options2.requestAnimationFrame) {
    prevRaf = options2.requestAnimationFrame;
    (prevRaf || afterNextFrame)(flushAfterPaintEffects);
  }
}
function invokeCleanup(hook) {
  const comp = currentComponent;
  let cleanup = hook._cleanup;
  if (typeof cleanup == "function") {
    hook._cleanup = void 0;
    cleanup();
  }
  currentComponent = comp;
}
function invokeEffect(hook) {
  const comp = currentComponent;
  hook._cleanup = hook._value();
  currentComponent = comp;
}
function argsChanged(oldArgs, newArgs) {
  return !oldArgs || oldArgs.length != newArgs.length || newArgs.some((arg, index) => !ObjectIs(arg, oldArgs[index]));
}
function invokeOrReturn(arg, f) {
  return typeof f == "function" ? f(arg) : f;
}

// src/shared/format.ts
var GROUPED = new Intl.NumberFormat("en-US");
var DAY_S = 86400;
function exact(count) {
  return GROUPED.format(count);
}
function scaled(value, base, units, gap) {
  let step = 0;
  let scaledValue = value;
  while (step < units.length - 1 && Number(scaledValue.toPrecision(3)) >= base) {
    scaledValue /= base;
    step += 1;
  }
  const digits = scaledValue >= 9.95 || step === 0 ? 0 : 1;
  return `${scaledValue.toFixed(digits).replace(/\.0$/, "")}${gap}${units[step] ?? ""}`.trim();
}
function bytes(size) {
  if (size === null) return "–";
  if (size < 1e3) return `${size} B`;
  if (size < 99950) return `${scaled(size, 1e3, ["B", "kB"], " ")}`;
  const [divisor, unit] = size < 9995e5 ? [1e6, "MB"] : size < 9995e8 ? [1e9, "GB"] : [1e12, "TB"];
  const value = size / divisor;
  return `${value.toFixed(value < 99.95 ? 1 : 0).replace(/\.0$/, "")} ${unit}`;
}
function age(then_s, now_s = Date.now() / 1e3) {
  return then_s <= 0 ? "–" : duration(Math.max(0, now_s - then_s));
}
function duration(seconds) {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 2 * DAY_S) return `${Math.round(seconds / 3600)} h`;
  if (seconds < 60 * DAY_S) return `${Math.round(seconds / DAY_S)} d`;
  if (seconds < 365 * DAY_S) return `${Math.round(seconds / (30.44 * DAY_S))} mo`;
  return `${Math.round(seconds / (365.25 * DAY_S))} y`;
}
function short(commit) {
  return commit === null ? "" : commit.slice(0, 7);
}
function split(repo) {
  const at = repo.lastIndexOf("/") + 1;
  return [repo.slice(0, at), repo.slice(at)];
}
function identity(key) {
  return `${key.hub}:${key.repo}`;
}
function exactly(key) {
  return `${identity(key)}@${key.commit ?? ""}`;
}
function plural(count, noun) {
  return `${exact(count)} ${noun}${count === 1 ? "" : "s"}`;
}

// node_modules/preact/jsx-runtime/src/index.js
var vnodeId2 = 0;
function createVNode2(type, props, key, isStaticChildren, __source, __self) {
  if (!props) props = {};
  let normalizedProps = props, ref, i;
  if ("ref" in normalizedProps && typeof type != "function") {
    normalizedProps = {};
    for (i in props) {
      if (i == "ref") {
        ref = props[i];
      } else {
        normalizedProps[i] = props[i];
      }
    }
  }
  const vnode = {
    type,
    props: normalizedProps,
    key,
    ref,
    _children: null,
    _parent: null,
    _depth: 0,
    _dom: null,
    _component: null,
    constructor: VNODE_MARKER,
    _original: --vnodeId2,
    _index: -1,
    _flags: 0
  };
  if (__source || __self) {
    vnode.__source = __source;
    vnode.__self = __self;
  }
  if (options_default.vnode) options_default.vnode(vnode);
  return vnode;
}

// src/shared/parts.tsx
var LICENSE_TONE = {
  commercial: "ok",
  conditional: "warn",
  noncommercial: "bad"
};
function LicenseBadge({ of, id }) {
  return /* @__PURE__ */ createVNode2("span", { class: `hx-badge hx-${LICENSE_TONE[of] ?? "plain"}`, title: id ? `License: ${id}` : void 0, children: of });
}
function ModelName({ repo }) {
  const [owner, name] = split(repo);
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-owner", children: owner }),
    name
  ] });
}
var GRAVITY_WORD = { grave: "Grave", warning: "Warning", note: "Note", good: "Good" };
function Dot({ of }) {
  return /* @__PURE__ */ createVNode2("span", { class: `hx-dot hx-dot-${of}`, role: "img", "aria-label": GRAVITY_WORD[of] });
}
function Empty({ title, children }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-empty", children: [
    /* @__PURE__ */ createVNode2("p", { class: "hx-empty-title", children: title }),
    children
  ] });
}
function Copy({ text, label = "Copy" }) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return void 0;
    const timer = setTimeout(() => setDone(false), 1600);
    return () => clearTimeout(timer);
  }, [isDone]);
  const copy = async () => setDone(await copyText(text));
  return /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: () => void copy(), children: isDone ? "Copied" : label });
}
async function copyText(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }
  return copyBySelection(text);
}
function copyBySelection(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  return isDone;
}
function Code({ text, label }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-code", children: [
    /* @__PURE__ */ createVNode2("pre", { tabIndex: 0, "aria-label": label, children: text }),
    /* @__PURE__ */ createVNode2(Copy, { text })
  ] });
}

// src/shared/alone.ts
function isAlone(model) {
  return document.body.dataset.voila !== void 0 && model.get("height") === 0;
}
function hearPage(root) {
  const pass = (event) => {
    const outer = root.current;
    const isOutermost = outer !== null && outer.parentElement?.closest(".hx") === null;
    if (event.target !== document.body || !isOutermost) return;
    const inner = [...outer.querySelectorAll(".hx")].find((one) => !one.closest("[hidden]"));
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const passed = { key, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true };
    if (!(inner ?? outer).dispatchEvent(new KeyboardEvent("keydown", passed))) event.preventDefault();
  };
  document.addEventListener("keydown", pass);
  return () => document.removeEventListener("keydown", pass);
}

// src/shared/messages/index.ts
var VERSION = 1;

// src/shared/connection.ts
var ANSWER_WITHIN_MS = 6e4;
var PATIENCE = /* @__PURE__ */ new Map([
  ["check", 5],
  ["start", 5],
  ["notebook", 5]
]);
var RequestFailed = class _RequestFailed extends Error {
  constructor(message, hint, canRetry) {
    super(message);
    this.hint = hint;
    this.canRetry = canRetry;
  }
  hint;
  canRetry;
  /** The same failure of something that may simply be asked again. */
  retryable() {
    return new _RequestFailed(this.message, this.hint, true);
  }
  view() {
    return { message: this.message, hint: this.hint };
  }
};
var Superseded = class extends Error {
};
var Connection = class {
  constructor(model, answerWithinMs = ANSWER_WITHIN_MS) {
    this.model = model;
    this.answerWithinMs = answerWithinMs;
    model.on("msg:custom", this.receive);
  }
  model;
  answerWithinMs;
  // Two views of one model hear each other's replies: a random start keeps their ids apart.
  nextId = Math.floor(Math.random() * 2 ** 40);
  nextSeq = 1;
  waiting = /* @__PURE__ */ new Map();
  newest = /* @__PURE__ */ new Map();
  listeners = /* @__PURE__ */ new Map();
  /** The reply's data; rejects with RequestFailed, or Superseded when nobody needs it any more. */
  request(op, args) {
    const id = this.nextId++;
    const seq = this.nextSeq++;
    return new Promise((resolve, reject) => {
      const withinMs = this.answerWithinMs * (PATIENCE.get(op) ?? 1);
      const timer = setTimeout(() => this.giveUp(id, withinMs), withinMs);
      this.waiting.set(id, {
        op,
        seq,
        timer,
        resolve: (data) => resolve(data),
        reject
      });
      this.model.send({ v: VERSION, id, seq, op, args });
    });
  }
  /** Calls `listener` on each event of that name, until the returned function is called. */
  listen(event, listener) {
    const known = this.listeners.get(event) ?? /* @__PURE__ */ new Set();
    this.listeners.set(event, known);
    const entry = (data) => listener(data);
    known.add(entry);
    return () => known.delete(entry);
  }
  close() {
    this.model.off("msg:custom", this.receive);
    for (const waiting of this.waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(new Superseded("the view was closed"));
    }
    this.waiting.clear();
    this.listeners.clear();
  }
  receive = (content) => {
    if (typeof content !== "object" || content === null) return;
    const message = content;
    if (message.v !== VERSION) return;
    if (typeof message.event === "string") {
      for (const listener of this.listeners.get(message.event) ?? []) listener(message.data);
    } else if (typeof message.id === "number") {
      this.settle(message.id, message);
    }
  };
  settle(id, message) {
    const waiting = this.waiting.get(id);
    if (waiting === void 0) return;
    this.waiting.delete(id);
    clearTimeout(waiting.timer);
    if (waiting.seq < (this.newest.get(waiting.op) ?? 0)) {
      waiting.reject(new Superseded(waiting.op));
    } else if (message.ok === true) {
      this.newest.set(waiting.op, waiting.seq);
      waiting.resolve(message.data);
    } else {
      const error = message.error ?? { message: "The kernel could not do this.", hint: "" };
      waiting.reject(new RequestFailed(error.message, error.hint, false));
    }
  }
  giveUp(id, withinMs) {
    const waiting = this.waiting.get(id);
    if (waiting === void 0) return;
    this.waiting.delete(id);
    const seconds = Math.round(withinMs / 1e3);
    waiting.reject(
      new RequestFailed(
        `No answer from the kernel in ${seconds} s.`,
        "Nothing you set here is lost. Check that the kernel is alive, then try again.",
        true
      )
    );
  }
};

// src/shared/keys.ts
var STORED_AS = "hubexplorer.letterKeys";
function areLettersOn() {
  return (document.documentElement.dataset.hxLetterKeys ?? stored()) !== "off";
}
function setLetters(on) {
  const word = on ? "on" : "off";
  document.documentElement.dataset.hxLetterKeys = word;
  try {
    window.localStorage.setItem(STORED_AS, word);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
function stored() {
  try {
    return window.localStorage.getItem(STORED_AS);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return null;
  }
}
function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return target.matches("textarea, select, [contenteditable=true]");
}
function isPressable(target) {
  return target instanceof HTMLElement && target.matches("button, a, input, summary, [role=tab]");
}
function press(event, bindings) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  const typing = isTyping(event.target);
  if (event.key === "Enter" && isPressable(event.target) && !typing) return false;
  const binding = bindings.find(
    (one) => one.keys.includes(event.key) && (!typing || one.whileTyping === true)
  );
  if (binding === void 0) return false;
  if (/^[a-z]$/i.test(event.key) && !areLettersOn()) return false;
  event.preventDefault();
  binding.run();
  return true;
}

// src/shared/help.tsx
var SHOWN = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  " ": "Space"
};
function Help({ title, bindings, onClose }) {
  const [letters, setShown] = useState(areLettersOn);
  const box = useRef(null);
  useEffect(() => box.current?.querySelector("button")?.focus(), []);
  const switchLetters = (on) => {
    setLetters(on);
    setShown(on);
  };
  return /* @__PURE__ */ createVNode2("div", { class: "hx-veil", onClick: (event) => event.target === event.currentTarget && onClose(), children: /* @__PURE__ */ createVNode2(
    "div",
    {
      ref: box,
      class: "hx-help",
      role: "dialog",
      "aria-modal": "true",
      "aria-label": `Keys in ${title}`,
      onKeyDown: (event) => keepInside(event, box.current, onClose),
      children: [
        /* @__PURE__ */ createVNode2("div", { class: "hx-help-head", children: [
          /* @__PURE__ */ createVNode2("h2", { children: [
            "Keys in ",
            title
          ] }),
          /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onClose, children: "Close" })
        ] }),
        /* @__PURE__ */ createVNode2("dl", { children: [...bindings, { keys: ["?"], label: "This help" }].map((one) => /* @__PURE__ */ createVNode2("div", { children: [
          /* @__PURE__ */ createVNode2("dt", { children: one.keys.map((key) => /* @__PURE__ */ createVNode2("kbd", { children: SHOWN[key] ?? key }, key)) }),
          /* @__PURE__ */ createVNode2("dd", { children: one.label })
        ] }, one.label)) }),
        /* @__PURE__ */ createVNode2("label", { class: "hx-check", children: [
          /* @__PURE__ */ createVNode2(
            "input",
            {
              type: "checkbox",
              checked: letters,
              onChange: (event) => switchLetters(event.currentTarget.checked)
            }
          ),
          "Single-letter keys act"
        ] }),
        /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "Keys act only while the focus is inside this screen." })
      ]
    }
  ) });
}
function keepInside(event, box, onClose) {
  event.stopPropagation();
  if (event.key === "Escape") onClose();
  if (event.key !== "Tab" || box === null) return;
  const stops = [...box.querySelectorAll("button, input")];
  const last = stops.length - 1;
  const at = stops.indexOf(document.activeElement);
  const next = event.shiftKey ? at <= 0 ? last : at - 1 : at >= last ? 0 : at + 1;
  event.preventDefault();
  stops[next]?.focus();
}

// src/shared/strip.tsx
function Strip({ trouble, onDismiss }) {
  const { view, retry } = trouble;
  return /* @__PURE__ */ createVNode2("div", { class: "hx-strip", role: "alert", children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-dot hx-dot-grave", "aria-hidden": "true" }),
    /* @__PURE__ */ createVNode2("span", { class: "hx-strip-text", children: [
      /* @__PURE__ */ createVNode2("b", { children: view.message }),
      " ",
      /* @__PURE__ */ createVNode2(Linked, { text: view.hint })
    ] }),
    retry === null ? /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onDismiss, children: "Dismiss" }) : /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: retry, children: "Retry" })
  ] });
}
var ADDRESS = /(https?:\/\/[^\s()<>"']*[^\s()<>"'.,;:!?])/;
function Linked({ text }) {
  return /* @__PURE__ */ createVNode2(Fragment, { children: text.split(ADDRESS).map(
    (part, at) => at % 2 === 0 ? part : /* @__PURE__ */ createVNode2("a", { class: "hx-address", href: part, target: "_blank", rel: "noopener noreferrer", children: part }, at)
  ) });
}

// src/shared/theme.ts
function isHostDark() {
  const hint = document.body.dataset.jpThemeLight;
  if (hint !== void 0) return hint === "false";
  return systemPreference()?.matches ?? false;
}
function watchTheme(listener) {
  const tell = () => listener(isHostDark());
  const observer = new MutationObserver(tell);
  observer.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  const preference = systemPreference();
  preference?.addEventListener("change", tell);
  tell();
  return () => {
    observer.disconnect();
    preference?.removeEventListener("change", tell);
  };
}
function systemPreference() {
  return typeof window.matchMedia === "function" ? window.matchMedia("(prefers-color-scheme: dark)") : null;
}

// src/shared/screen.tsx
function useTrait(model, name) {
  const [value, setValue] = useState(() => model.get(name));
  useEffect(() => {
    const update = () => setValue(() => model.get(name));
    update();
    model.on(`change:${name}`, update);
    return () => model.off(`change:${name}`, update);
  }, [model, name]);
  return value;
}
function asWidget(stem, title, view) {
  return {
    render(props) {
      const connection = new Connection(props.model);
      render(/* @__PURE__ */ createVNode2(Root, { ...props, connection, stem, title, view }), props.el);
      return () => {
        render(null, props.el);
        connection.close();
      };
    }
  };
}
function Root({ model, host, connection, stem, title, view: Body }) {
  const [isDark, setDark] = useState(false);
  const [said, setSaid] = useState("");
  const [isHelpShown, showHelp] = useState(false);
  const root = useRef(null);
  const bindings = useRef([]);
  const { trouble, report, dismiss } = useTrouble(model);
  const height = useTrait(model, "height");
  useLayoutEffect(() => watchTheme(setDark), []);
  useEffect(() => isAlone(model) ? hearPage(root) : void 0, [model]);
  const ask = useAsk(connection, report);
  const bind = useCallback((next) => {
    bindings.current = next;
  }, []);
  const screen = { model, host, connection, isDark, ask, report, announce: setSaid, bind };
  const onKeyDown = (event) => {
    const help = { keys: ["?"], label: "This help", run: () => showHelp(true) };
    if (!isHelpShown && press(event, [...bindings.current, help])) event.stopPropagation();
  };
  const closeHelp = () => {
    showHelp(false);
    root.current?.focus();
  };
  return /* @__PURE__ */ createVNode2(
    "div",
    {
      ref: root,
      class: `hx hx-${stem}`,
      "data-lm-suppress-shortcuts": "true",
      "data-theme": isDark ? "dark" : "light",
      style: { "--hx-own-height": height > 0 ? `${height}px` : "100vh" },
      tabIndex: -1,
      role: "region",
      "aria-label": title,
      onKeyDown,
      children: [
        trouble !== null && /* @__PURE__ */ createVNode2(Strip, { trouble, onDismiss: dismiss }),
        /* @__PURE__ */ createVNode2(Body, { screen }),
        isHelpShown && /* @__PURE__ */ createVNode2(Help, { title, bindings: bindings.current, onClose: closeHelp }),
        /* @__PURE__ */ createVNode2("div", { class: "hx-said", role: "status", "aria-live": "polite", children: said })
      ]
    }
  );
}
function useAsk(connection, report) {
  return useCallback(
    (op, args) => new Promise((resolve) => {
      const attempt = () => {
        connection.request(op, args).then(resolve, (error) => {
          if (!(error instanceof RequestFailed && error.canRetry)) resolve(void 0);
          report(error, attempt);
        });
      };
      attempt();
    }),
    [connection, report]
  );
}
function useTrouble(model) {
  const problem = useTrait(model, "problem");
  const [local, setLocal] = useState(null);
  const report = useCallback((error, retry) => {
    if (error instanceof Superseded) return;
    if (!(error instanceof RequestFailed)) throw error;
    const again = () => {
      setLocal(null);
      retry?.();
    };
    setLocal({ view: error.view(), retry: error.canRetry && retry !== void 0 ? again : null });
  }, []);
  const dismiss = useCallback(() => {
    setLocal(null);
    if (model.get("problem") !== null) {
      model.set("problem", null);
      model.save_changes();
    }
  }, [model]);
  const trouble = local ?? (problem ? { view: problem, retry: null } : null);
  return { trouble, report, dismiss };
}

// src/shared/gravest.tsx
function Gravest({ finding }) {
  if (finding === null) return null;
  return /* @__PURE__ */ createVNode2("p", { class: "hx-gravest", title: finding.quote || finding.detail, children: [
    /* @__PURE__ */ createVNode2(Dot, { of: finding.gravity }),
    " ",
    finding.title,
    finding.seen && /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: " · seen" })
  ] });
}

// src/tune/base.tsx
function Head({ model, base, onOpen }) {
  return /* @__PURE__ */ createVNode2("div", { children: [
    /* @__PURE__ */ createVNode2("h2", { children: /* @__PURE__ */ createVNode2(ModelName, { repo: model.repo }) }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: [
      model.commit === null ? "newest commit" : `commit ${short(model.commit)}`,
      base !== null && base.family !== "" && ` · becomes ${base.family}`,
      " · learns on this machine; nothing leaves it"
    ] }),
    base !== null && /* @__PURE__ */ createVNode2(Fragment, { children: [
      /* @__PURE__ */ createVNode2("p", { class: "hx-base", children: [
        /* @__PURE__ */ createVNode2(LicenseBadge, { of: base.license_class }),
        /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: base.license_id || "no license stated" }),
        /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link", onClick: onOpen, children: "Read its card" })
      ] }),
      /* @__PURE__ */ createVNode2(Terms, { base }),
      /* @__PURE__ */ createVNode2(Gravest, { finding: base.gravest }),
      base.problem !== null && /* @__PURE__ */ createVNode2("p", { class: "hx-step-note", role: "alert", children: [
        /* @__PURE__ */ createVNode2("b", { children: base.problem.message }),
        " ",
        base.problem.hint
      ] })
    ] })
  ] });
}
function Terms({ base }) {
  if (base.forbids_derivatives) {
    return /* @__PURE__ */ createVNode2("p", { children: [
      /* @__PURE__ */ createVNode2(Dot, { of: "grave" }),
      " ",
      /* @__PURE__ */ createVNode2("b", { children: "A model tuned from it may not be shared." }),
      " ",
      base.duties.join(" ")
    ] });
  }
  if (base.duties.length === 0) return null;
  return /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: [
    "Who shares the result: ",
    base.duties.join(" ")
  ] });
}

// src/shared/progress.tsx
function ProgressBar({ label, done, total }) {
  const percent = percentOf(done, total);
  return /* @__PURE__ */ createVNode2(
    "span",
    {
      class: "hx-progress",
      role: "progressbar",
      "aria-label": label,
      "aria-valuemin": 0,
      "aria-valuemax": 100,
      "aria-valuenow": total > 0 ? percent : void 0,
      children: /* @__PURE__ */ createVNode2("span", { style: { width: `${percent}%` } })
    }
  );
}
function RunProgress({ text, left_s = null, stop = "Stop", onStop, ...bar }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-run-progress", children: [
    /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: [
      /* @__PURE__ */ createVNode2("span", { children: text }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-space" }),
      left_s !== null && /* @__PURE__ */ createVNode2("span", { class: "hx-muted hx-number", children: [
        duration(left_s),
        " left"
      ] }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted hx-number", children: [
        percentOf(bar.done, bar.total),
        " %"
      ] }),
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onStop, children: stop })
    ] }),
    /* @__PURE__ */ createVNode2(ProgressBar, { ...bar })
  ] });
}
function percentOf(done, total) {
  return total > 0 ? Math.round(Math.min(1, done / total) * 100) : 0;
}

// src/shared/files.ts
function asBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(stripped(String(reader.result)));
    reader.onerror = () => reject(reader.error ?? new Error("The file could not be read."));
    reader.readAsDataURL(file);
  });
}
function stripped(text) {
  return text.startsWith("data:") ? text.slice(text.indexOf(",") + 1) : text;
}

// src/shared/upload.ts
var PIECE_BYTES = 384e3;
function useUpload(receiver) {
  const to = useRef(receiver);
  to.current = receiver;
  const [coming, setComing] = useState(null);
  const newest = useRef("");
  const stop = useCallback(() => {
    const given = newest.current;
    newest.current = "";
    setComing(null);
    if (given !== "") void to.current.cancel({ id: given });
  }, []);
  const send = useCallback(
    async (file, name) => {
      stop();
      const id = Math.random().toString(36).slice(2, 14);
      newest.current = id;
      const of = Math.max(1, Math.ceil(file.size / PIECE_BYTES));
      setComing({ id, name, size: file.size, share: 0 });
      try {
        for (let part = 0; part < of; part += 1) {
          const base64 = await asBase64(file.slice(part * PIECE_BYTES, (part + 1) * PIECE_BYTES));
          if (newest.current !== id) return null;
          const received = await to.current.upload({ id, part, of, base64 });
          if (newest.current !== id || received === void 0) return null;
          setComing({ id, name, size: file.size, share: (part + 1) / of });
        }
        return { name, id };
      } finally {
        if (newest.current === id) {
          newest.current = "";
          setComing(null);
        }
      }
    },
    [stop]
  );
  return { coming, send, stop };
}
function problemOf(file, name, { max_bytes, endings }) {
  if (endings.length > 0 && !endings.some((ending) => name.toLowerCase().endsWith(ending))) {
    return endings.length === 1 ? `${name} is no ${endings[0]} file.` : `${name} is none of ${endings.join(", ")}.`;
  }
  return file.size > max_bytes ? `${name} is ${bytes(file.size)}; ${bytes(max_bytes)} is the most.` : "";
}
function unreadable(error, name) {
  if (!(error instanceof DOMException)) throw error;
  return `${name} cannot be read any more: was it moved or changed?`;
}

// src/shared/filepick.tsx
function FilePick(props) {
  const { to, limits, title, label, chosen, onFile, children, after } = props;
  const { coming, send, stop } = useUpload(to);
  const [problem, setProblem] = useState("");
  const [isOver, setOver] = useState(false);
  useEffect(() => setProblem(""), [chosen]);
  const picker = useRef(null);
  const take = async (file) => {
    if (file === void 0) return;
    const why = problemOf(file, file.name, limits);
    setProblem(why);
    if (why !== "") return;
    try {
      const sent = await send(file, file.name);
      if (sent !== null) onFile(sent);
    } catch (error) {
      setProblem(unreadable(error, file.name));
    }
  };
  return /* @__PURE__ */ createVNode2(
    "div",
    {
      class: "hx-drop",
      "data-over": isOver,
      onDragOver: (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer?.files[0]);
      },
      children: [
        /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: [
          children,
          /* @__PURE__ */ createVNode2(
            "button",
            {
              type: "button",
              class: "hx-btn",
              "aria-pressed": chosen !== null,
              onClick: () => picker.current?.click(),
              children: chosen?.name ?? title
            }
          ),
          /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
            "or drop it here, at most ",
            bytes(limits.max_bytes)
          ] }),
          after,
          /* @__PURE__ */ createVNode2(
            "input",
            {
              ref: picker,
              type: "file",
              accept: limits.endings.join(","),
              hidden: true,
              "aria-label": label,
              onChange: (event) => {
                void take(event.currentTarget.files?.[0]);
                event.currentTarget.value = "";
              }
            }
          )
        ] }),
        coming !== null && /* @__PURE__ */ createVNode2(
          RunProgress,
          {
            label: `Sending ${coming.name}`,
            text: `${coming.name}: ${bytes(coming.share * coming.size)} of ${bytes(coming.size)}`,
            done: coming.share,
            total: 1,
            stop: "Cancel",
            onStop: stop
          }
        ),
        problem !== "" && /* @__PURE__ */ createVNode2("p", { class: "hx-step-note", role: "alert", children: problem })
      ]
    }
  );
}

// src/shared/preview.tsx
function Picture({ url }) {
  return url === void 0 ? null : /* @__PURE__ */ createVNode2("img", { class: "hx-thumb", src: url, alt: "" });
}
function Preview({ columns, rows, roleOf = () => "", pictures = {} }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-preview", tabIndex: 0, role: "group", "aria-label": "First rows", children: /* @__PURE__ */ createVNode2("table", { class: "hx-table", children: [
    /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: columns.map((column) => /* @__PURE__ */ createVNode2("th", { scope: "col", children: [
      column,
      " ",
      roleOf(column) !== "" && /* @__PURE__ */ createVNode2("span", { class: "hx-badge hx-ok", children: roleOf(column) })
    ] }, column)) }) }),
    /* @__PURE__ */ createVNode2("tbody", { children: rows.map((row, index) => /* @__PURE__ */ createVNode2("tr", { children: row.map((cell, column) => /* @__PURE__ */ createVNode2("td", { title: cell, children: [
      /* @__PURE__ */ createVNode2(Picture, { url: pictures[cell] }),
      cell
    ] }, column)) }, index)) })
  ] }) });
}

// src/tune/data.tsx
var NO_FILE = { file: null, path: "", columns: {} };
function DataStep({ to, base, source, check, isChecking, onSource }) {
  return /* @__PURE__ */ createVNode2("section", { class: "hx-step", "aria-label": "Data", children: [
    /* @__PURE__ */ createVNode2("h3", { children: "Data" }),
    /* @__PURE__ */ createVNode2(
      FilePick,
      {
        to,
        limits: base.upload,
        title: base.names_files ? "Upload a .zip" : "Upload CSV or JSONL",
        label: "File of rows",
        chosen: source.file,
        onFile: (file) => onSource({ ...NO_FILE, file }),
        after: /* @__PURE__ */ createVNode2(Fragment, { children: [
          /* @__PURE__ */ createVNode2(
            "input",
            {
              class: "hx-field hx-project-file",
              "aria-label": "Table in the project folder",
              placeholder: "or in the project: data/mine.csv",
              spellcheck: false,
              value: source.path,
              onChange: (event) => onSource({ ...NO_FILE, path: event.currentTarget.value.trim() })
            }
          ),
          isChecking && /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "Checking…" })
        ] }),
        children: base.has_sample && /* @__PURE__ */ createVNode2(
          "button",
          {
            type: "button",
            class: "hx-btn",
            "aria-pressed": source.file === null && source.path === "",
            onClick: () => onSource(NO_FILE),
            children: "Sample tickets (500 rows)"
          }
        )
      }
    ),
    /* @__PURE__ */ createVNode2(Needed, { base, isOpen: !base.has_sample && (check === null || check.rows === 0) }),
    check?.problem && /* @__PURE__ */ createVNode2("p", { class: "hx-step-note", role: "alert", children: [
      /* @__PURE__ */ createVNode2("b", { children: check.problem.message }),
      " ",
      check.problem.hint
    ] }),
    check !== null && check.columns.length > 0 && /* @__PURE__ */ createVNode2(Columns, { source, check, onSource }),
    check !== null && check.rows > 0 && /* @__PURE__ */ createVNode2(Checked, { check })
  ] });
}
function Needed({ base, isOpen }) {
  return /* @__PURE__ */ createVNode2("details", { open: isOpen, children: [
    /* @__PURE__ */ createVNode2("summary", { class: "hx-muted", children: "What a file must hold" }),
    /* @__PURE__ */ createVNode2("table", { class: "hx-table hx-needed", children: [
      /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: base.needs.map((need) => /* @__PURE__ */ createVNode2("th", { scope: "col", title: `also read: ${need.names.join(", ")}`, children: need.role }, need.role)) }) }),
      /* @__PURE__ */ createVNode2("tbody", { children: [
        /* @__PURE__ */ createVNode2("tr", { children: base.needs.map((need) => /* @__PURE__ */ createVNode2("td", { children: need.example }, need.role)) }),
        /* @__PURE__ */ createVNode2("tr", { children: base.needs.map((need) => /* @__PURE__ */ createVNode2("td", { class: "hx-muted", children: need.about }, need.role)) })
      ] })
    ] }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: [
      base.names_files ? `A table whose rows name files beside it: packed with them as a .zip of at most ${bytes(base.upload.max_bytes)}, or in the project folder at any size. ` : `CSV or JSON Lines of at most ${bytes(base.upload.max_bytes)}, or a table in the project folder at any size. `,
      'Twenty rows at least; a column "language" gives a result for each.'
    ] })
  ] });
}
function Columns({ source, check, onSource }) {
  const chosen = Object.fromEntries(check.roles.map(({ role, column }) => [role, column]));
  return /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: check.roles.map(({ role, about, column }) => /* @__PURE__ */ createVNode2("label", { class: "hx-line-of", title: about, children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
      role.charAt(0).toUpperCase() + role.slice(1),
      " in"
    ] }),
    /* @__PURE__ */ createVNode2(
      "select",
      {
        class: "hx-field",
        value: column,
        onChange: (event) => onSource({ ...source, columns: { ...chosen, [role]: event.currentTarget.value } }),
        children: [
          !check.columns.includes(column) && /* @__PURE__ */ createVNode2("option", { value: column, children: "choose" }),
          check.columns.map((name) => /* @__PURE__ */ createVNode2("option", { value: name, children: name }, name))
        ]
      }
    )
  ] }, role)) });
}
function Checked({ check }) {
  const largest = Math.max(1, ...check.labels.map((one) => one.rows));
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("p", { children: [
      /* @__PURE__ */ createVNode2("b", { children: plural(check.train_rows, "row") }),
      " to learn from",
      check.labels.length > 0 && `, ${plural(check.labels.length, "label")}`,
      check.test_rows > 0 && /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
        " · measured before and after on ",
        plural(check.test_rows, "other row")
      ] })
    ] }),
    /* @__PURE__ */ createVNode2("ul", { class: "hx-labels", "aria-label": "Rows for each label", children: check.labels.map((one) => /* @__PURE__ */ createVNode2("li", { children: [
      /* @__PURE__ */ createVNode2("span", { title: one.label, children: one.label }),
      /* @__PURE__ */ createVNode2("i", { style: { width: `${one.rows / largest * 100}%` }, "aria-hidden": "true" }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-number", children: exact(one.rows) })
    ] }, one.label)) }),
    check.warnings.map((warning) => /* @__PURE__ */ createVNode2("p", { class: "hx-warning", children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-dot hx-dot-warning", role: "img", "aria-label": "Warning" }),
      " ",
      warning
    ] }, warning)),
    /* @__PURE__ */ createVNode2(Preview, { columns: check.columns, rows: check.preview.slice(0, 5), pictures: check.pictures })
  ] });
}

// src/tune/estimate.tsx
var SETTLED_MS = 400;
function Estimate({ of, freeBytes }) {
  return /* @__PURE__ */ createVNode2("p", { class: "hx-estimate", title: of.basis, children: [
    "About ",
    /* @__PURE__ */ createVNode2("b", { children: duration(of.seconds) }),
    ", ",
    /* @__PURE__ */ createVNode2("b", { children: bytes(of.memory_bytes) }),
    " of memory and",
    " ",
    /* @__PURE__ */ createVNode2("b", { children: bytes(of.disk_bytes) }),
    " of disk",
    of.disk_bytes > freeBytes && /* @__PURE__ */ createVNode2(Fragment, { children: [
      " ",
      /* @__PURE__ */ createVNode2(Dot, { of: "grave" }),
      " ",
      /* @__PURE__ */ createVNode2("b", { children: [
        "Only ",
        bytes(freeBytes),
        " are free."
      ] })
    ] }),
    of.basis !== "" && /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
      " · ",
      of.basis
    ] })
  ] });
}
function useEstimate({ ask }, key, check, settings) {
  const [estimate, setEstimate] = useState(null);
  useEffect(() => {
    setEstimate(null);
    if (settings === null || check === null || check.problem !== null) return void 0;
    let isWanted = true;
    const timer = setTimeout(() => {
      void ask("estimate", { key, data: check.data, settings }).then(
        (found) => isWanted && found && setEstimate(found)
      );
    }, SETTLED_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [ask, key, check, settings]);
  return estimate;
}

// src/tune/notebook.tsx
function NotebookLink({ notebook, host }) {
  const isInLab = host === "lab" && notebook.lab_path !== "";
  return isInLab ? /* @__PURE__ */ createVNode2(LabLink, { notebook }) : /* @__PURE__ */ createVNode2(Download, { notebook });
}
function LabLink({ notebook }) {
  const button = useRef(null);
  useEffect(() => button.current?.click(), [notebook]);
  return /* @__PURE__ */ createVNode2("p", { class: "hx-line-of", children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "Written:" }),
    /* @__PURE__ */ createVNode2(
      "button",
      {
        ref: button,
        type: "button",
        class: "hx-link",
        "data-commandlinker-command": "docmanager:open",
        "data-commandlinker-args": JSON.stringify({ path: notebook.lab_path }),
        children: notebook.name
      }
    )
  ] });
}
function Download({ notebook }) {
  const [url, setUrl] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([notebook.ipynb], { type: "application/x-ipynb+json" }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [notebook]);
  return /* @__PURE__ */ createVNode2("p", { class: "hx-line-of", children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "Written:" }),
    /* @__PURE__ */ createVNode2("a", { class: "hx-link", href: url, download: notebook.name, children: [
      "Download ",
      notebook.name
    ] })
  ] });
}

// src/tune/log.tsx
var EVERY_MS = 2e3;
function Printed({ screen, event }) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const { ask } = screen;
  const { name, status } = event;
  useEffect(() => {
    if (!isOpen) return;
    const read = () => void ask("log", {}).then((log) => log && setText(log.text));
    read();
    if (status !== "running") return;
    const timer = setInterval(read, EVERY_MS);
    return () => clearInterval(timer);
  }, [ask, isOpen, name, status]);
  return /* @__PURE__ */ createVNode2("details", { class: "hx-printed", onToggle: (toggled) => setOpen(toggled.currentTarget.open), children: [
    /* @__PURE__ */ createVNode2("summary", { children: "Log" }),
    isOpen && /* @__PURE__ */ createVNode2("pre", { tabIndex: 0, children: text === "" ? "Nothing was printed." : text })
  ] });
}

// src/tune/progress.tsx
var WIDTH = 660;
var HEIGHT = 160;
var LEFT = 34;
var BOTTOM = 18;
function LossCurve({ losses, watched }) {
  const last = losses[losses.length - 1];
  if (last === void 0 || losses.length < 2) return null;
  const highest = Math.max(...losses.map((one) => one.loss), ...watched.map((one) => one.loss));
  const steps = Math.max(1, last.step);
  const x = (step) => LEFT + step / steps * (WIDTH - LEFT - 8);
  const y = (loss) => 8 + (1 - loss / highest) * (HEIGHT - BOTTOM - 8);
  const path = (curve) => curve.map((one) => `${x(one.step).toFixed(1)},${y(one.loss).toFixed(1)}`).join(" ");
  const lastWatched = watched[watched.length - 1];
  const lowest = watched.length > 1 ? watched.reduce((a, b) => b.loss < a.loss ? b : a) : void 0;
  return /* @__PURE__ */ createVNode2("figure", { class: "hx-loss", children: [
    /* @__PURE__ */ createVNode2("figcaption", { children: [
      "Training loss",
      " ",
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
        last.loss.toFixed(3),
        " at step ",
        exact(last.step),
        lastWatched !== void 0 && ` · on watched rows ${lastWatched.loss.toFixed(3)} (dashed)`,
        lowest !== void 0 && lowest.step < last.step && `, lowest ${lowest.loss.toFixed(3)} at step ${exact(lowest.step)}`
      ] })
    ] }),
    /* @__PURE__ */ createVNode2(
      "svg",
      {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        role: "img",
        "aria-label": `Training loss, now ${last.loss.toFixed(3)}`,
        children: [
          [0, 0.5, 1].map((share) => /* @__PURE__ */ createVNode2("g", { children: [
            /* @__PURE__ */ createVNode2("line", { x1: LEFT, x2: WIDTH - 8, y1: y(highest * share), y2: y(highest * share) }),
            /* @__PURE__ */ createVNode2("text", { x: LEFT - 6, y: y(highest * share) + 4, "text-anchor": "end", children: (highest * share).toFixed(1) })
          ] }, share)),
          /* @__PURE__ */ createVNode2("text", { x: WIDTH - 8, y: HEIGHT - 3, "text-anchor": "end", children: [
            "step ",
            exact(last.step)
          ] }),
          /* @__PURE__ */ createVNode2("polyline", { points: path(losses) }),
          watched.length > 1 && /* @__PURE__ */ createVNode2("polyline", { class: "hx-watched", points: path(watched) }),
          lowest !== void 0 && /* @__PURE__ */ createVNode2("circle", { class: "hx-lowest", cx: x(lowest.step), cy: y(lowest.loss), r: "3" }),
          /* @__PURE__ */ createVNode2("circle", { cx: x(last.step), cy: y(last.loss), r: "3" })
        ]
      }
    )
  ] });
}

// src/tune/result.tsx
var WIDTH2 = 160;
var HEIGHT2 = 14;
var EDGE = 5;
function points(share) {
  const value = Math.round(share * 100);
  return Object.is(value, -0) || value === 0 ? "0" : String(value).replace("-", "−");
}
function signed(share) {
  return `${share > 0 && points(share) !== "0" ? "+" : ""}${points(share)}`;
}
function verdict({ difference, low, high, rows }) {
  return `${signed(difference)} points, 95 % interval ${points(low)} to ${points(high)}, on the same ${exact(rows)} rows`;
}
function standing({ low, high, lower_is_better }) {
  if (low > 0) return lower_is_better ? "worse" : "better";
  if (high < 0) return lower_is_better ? "better" : "worse";
  return "open";
}
var MEANING = {
  better: "Better than before.",
  worse: "Worse than before.",
  open: "The interval includes zero: these rows show no difference."
};
function meaning(change) {
  return MEANING[standing(change)];
}
function BeforeAfter({ result, onTry, onMeasure }) {
  const bar = (label, value, isNew) => /* @__PURE__ */ createVNode2("li", { class: isNew ? "hx-new" : "", children: [
    /* @__PURE__ */ createVNode2("span", { children: label }),
    /* @__PURE__ */ createVNode2("span", { class: "hx-score-track", "aria-hidden": "true", children: /* @__PURE__ */ createVNode2("i", { style: { width: `${Math.max(0, Math.min(1, value)) * 100}%` } }) }),
    /* @__PURE__ */ createVNode2("span", { class: "hx-number", children: value.toFixed(3) })
  ] });
  const { whole } = result;
  return /* @__PURE__ */ createVNode2("section", { class: "hx-verdict", "aria-label": "Before and after", children: [
    /* @__PURE__ */ createVNode2("p", { class: "hx-verdict-words", children: [
      /* @__PURE__ */ createVNode2("b", { children: meaning(whole) }),
      " ",
      whole.metric,
      ": ",
      verdict(whole),
      "."
    ] }),
    /* @__PURE__ */ createVNode2("ul", { children: [
      bar("before", whole.before, false),
      bar("after", whole.after, true)
    ] }),
    result.before_note !== "" && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: [
      "Before: ",
      result.before_note,
      "."
    ] }),
    result.parts.length > 0 && /* @__PURE__ */ createVNode2(Changes, { changes: result.parts }),
    /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: [
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn hx-primary", onClick: onTry, children: "Keep it and compare with the base" }),
      result.can_measure && /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-btn",
          title: "Keeps it, and opens Measure with both models and the held-out rows",
          onClick: onMeasure,
          children: "Measure both"
        }
      )
    ] }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted hx-mono hx-path", title: result.folder, children: result.folder })
  ] });
}
function Changes({ changes }) {
  const least = Math.min(0, ...changes.map((one) => one.low));
  const most = Math.max(0, ...changes.map((one) => one.high));
  return /* @__PURE__ */ createVNode2("table", { class: "hx-changes", children: [
    /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: [
      /* @__PURE__ */ createVNode2("th", { scope: "col", children: "Also" }),
      /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: "before" }),
      /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: "after" }),
      /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: "change" }),
      /* @__PURE__ */ createVNode2("th", { scope: "col", children: "95 % interval, 0 marked" }),
      /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: "rows" })
    ] }) }),
    /* @__PURE__ */ createVNode2("tbody", { children: changes.map((one) => /* @__PURE__ */ createVNode2("tr", { children: [
      /* @__PURE__ */ createVNode2("th", { scope: "row", children: one.part === "" ? one.metric : one.part }),
      /* @__PURE__ */ createVNode2("td", { class: "hx-number", children: one.before.toFixed(3) }),
      /* @__PURE__ */ createVNode2("td", { class: "hx-number", children: one.after.toFixed(3) }),
      /* @__PURE__ */ createVNode2("td", { class: "hx-number", children: signed(one.difference) }),
      /* @__PURE__ */ createVNode2("td", { children: /* @__PURE__ */ createVNode2(Interval, { of: one, least, most }) }),
      /* @__PURE__ */ createVNode2("td", { class: "hx-number", children: exact(one.rows) })
    ] }, `${one.metric} ${one.part}`)) })
  ] });
}
function Interval({ of, least, most }) {
  const x = (share) => EDGE + (share - least) / Math.max(1e-9, most - least) * (WIDTH2 - 2 * EDGE);
  const middle = HEIGHT2 / 2;
  return /* @__PURE__ */ createVNode2(
    "svg",
    {
      class: `hx-interval hx-${standing(of)}`,
      viewBox: `0 0 ${WIDTH2} ${HEIGHT2}`,
      role: "img",
      "aria-label": `${signed(of.low)} to ${signed(of.high)} points`,
      children: [
        /* @__PURE__ */ createVNode2("line", { class: "hx-zero", x1: x(0), x2: x(0), y1: "0", y2: HEIGHT2 }),
        /* @__PURE__ */ createVNode2("line", { x1: x(of.low), x2: x(of.high), y1: middle, y2: middle }),
        /* @__PURE__ */ createVNode2("circle", { cx: x(of.difference), cy: middle, r: "3" })
      ]
    }
  );
}

// src/tune/trackers.tsx
function TrackerChoice({ trackers, value, onValue }) {
  const installed = trackers.filter((one) => one.is_installed);
  const others = trackers.filter((one) => !one.is_installed);
  const titles = others.map(({ title }) => title).join(" or ");
  return /* @__PURE__ */ createVNode2("div", { class: "hx-trackers", children: [
    installed.length > 0 && /* @__PURE__ */ createVNode2("label", { class: "hx-line-of", children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "Also track in" }),
      /* @__PURE__ */ createVNode2("select", { class: "hx-field", value, onChange: (event) => onValue(event.currentTarget.value), children: [
        /* @__PURE__ */ createVNode2("option", { value: "", children: "nowhere else" }),
        installed.map(({ name, title }) => /* @__PURE__ */ createVNode2("option", { value: name, children: title }, name))
      ] })
    ] }),
    others.length > 0 && /* @__PURE__ */ createVNode2("details", { children: [
      /* @__PURE__ */ createVNode2("summary", { class: "hx-muted", children: installed.length > 0 ? `Add ${titles}` : `To track runs in ${titles} too` }),
      others.map(({ name, title, install }) => /* @__PURE__ */ createVNode2(Code, { text: install, label: `How to add ${title}` }, name))
    ] })
  ] });
}
function TrackedIn({ tracked }) {
  if (tracked.problem !== "") {
    return /* @__PURE__ */ createVNode2("p", { class: "hx-warning", children: [
      /* @__PURE__ */ createVNode2(Dot, { of: "warning" }),
      "Not tracked in ",
      tracked.title,
      ": ",
      tracked.problem
    ] });
  }
  return /* @__PURE__ */ createVNode2("details", { class: "hx-trackers", children: [
    /* @__PURE__ */ createVNode2("summary", { children: [
      "Also in ",
      tracked.title,
      " ",
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted hx-mono hx-path", title: tracked.place, children: tracked.place })
    ] }),
    tracked.about !== "" && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: tracked.about }),
    /* @__PURE__ */ createVNode2(Code, { text: tracked.command, label: `Shows it in ${tracked.title}` })
  ] });
}

// src/tune/outcome.tsx
function Outcome({ event, model, onStop, onResume, onTry, onMeasure }) {
  if (event === null || event.status === "idle") {
    return /* @__PURE__ */ createVNode2(Empty, { title: "Loss, progress and the result appear here.", children: /* @__PURE__ */ createVNode2("p", { children: "It is measured before and after, on rows that it never learns from." }) });
  }
  const isOthers = model !== null && event.key !== null && exactly(event.key) !== exactly(model);
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("h3", { class: "hx-run-name", children: [
      event.name,
      " ",
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
        event.key !== null && split(event.key.repo)[1],
        " on ",
        event.data
      ] }),
      isOthers && /* @__PURE__ */ createVNode2("span", { class: "hx-badge", children: "a run of another model" })
    ] }),
    event.status === "running" && /* @__PURE__ */ createVNode2(
      RunProgress,
      {
        label: "Fine-tune",
        text: event.text || "Starting.",
        done: event.done,
        total: event.total,
        left_s: event.left_s,
        onStop
      }
    ),
    event.status === "canceled" && /* @__PURE__ */ createVNode2("p", { children: "Stopped. Nothing was saved over an earlier result." }),
    event.status === "failed" && /* @__PURE__ */ createVNode2("p", { class: "hx-step-note", role: "alert", children: [
      /* @__PURE__ */ createVNode2("b", { children: event.error?.message ?? "The run failed." }),
      " ",
      event.error?.hint
    ] }),
    event.can_resume && /* @__PURE__ */ createVNode2("p", { class: "hx-line-of", children: [
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn hx-primary", onClick: onResume, children: "Go on" }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "from its last whole checkpoint" })
    ] }),
    event.result !== null && /* @__PURE__ */ createVNode2(BeforeAfter, { result: event.result, onTry, onMeasure }),
    /* @__PURE__ */ createVNode2(LossCurve, { losses: event.losses, watched: event.watched }),
    event.tracked !== null && /* @__PURE__ */ createVNode2(TrackedIn, { tracked: event.tracked })
  ] });
}

// src/tune/runs.tsx
function RunList({ screen, event, onShown }) {
  const [data, setData] = useState(null);
  const { ask } = screen;
  const status = event?.status;
  const shown = event?.name ?? "";
  useEffect(() => void ask("runs", {}).then((found) => found && setData(found)), [ask, status, shown]);
  if (data === null || data.runs.length < 2) return null;
  const open = async (name) => {
    const state = await ask("show", { name });
    if (state) onShown(state);
  };
  const isTied = data.runs.some((run) => run.standing === "tied");
  return /* @__PURE__ */ createVNode2("section", { class: "hx-step", "aria-label": "Runs of this project", children: [
    /* @__PURE__ */ createVNode2("h3", { children: "Runs of this project" }),
    /* @__PURE__ */ createVNode2("div", { class: "hx-preview", tabIndex: 0, role: "group", "aria-label": "Runs side by side", children: /* @__PURE__ */ createVNode2("table", { class: "hx-table", children: [
      /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: [
        /* @__PURE__ */ createVNode2("th", { scope: "col", children: "Run" }),
        /* @__PURE__ */ createVNode2("th", { scope: "col", children: "Result" }),
        /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: "Change, 95 % interval" }),
        data.settings.map((name) => /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: name.replaceAll("_", " ") }, name))
      ] }) }),
      /* @__PURE__ */ createVNode2("tbody", { children: data.runs.map((run) => /* @__PURE__ */ createVNode2("tr", { class: run.name === shown ? "hx-shown" : "", children: [
        /* @__PURE__ */ createVNode2("th", { scope: "row", children: /* @__PURE__ */ createVNode2(
          "button",
          {
            type: "button",
            class: "hx-link",
            "aria-current": run.name === shown,
            title: `${run.repo}, started ${age(run.started_s)}`,
            onClick: () => void open(run.name),
            children: run.name
          }
        ) }),
        /* @__PURE__ */ createVNode2(Result, { run }),
        run.values.map((value, at) => /* @__PURE__ */ createVNode2("td", { class: "hx-number", children: value }, data.settings[at]))
      ] }, run.name)) })
    ] }) }),
    isTied && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "Tied: on these rows their intervals overlap, so none is shown to be better." })
  ] });
}
function Result({ run }) {
  if (run.after === null || run.change === null) {
    return /* @__PURE__ */ createVNode2("td", { class: "hx-muted", colSpan: 2, children: run.status === "canceled" ? "stopped" : run.status });
  }
  const [change = 0, low = 0, high = 0] = run.change;
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("td", { title: run.metric, children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-number", children: run.after.toFixed(3) }),
      run.standing !== "" && /* @__PURE__ */ createVNode2("span", { class: "hx-standing", children: run.standing })
    ] }),
    /* @__PURE__ */ createVNode2("td", { class: "hx-number", children: [
      change > 0 ? "+" : "",
      points(change),
      " (",
      points(low),
      " to ",
      points(high),
      ")"
    ] })
  ] });
}

// src/tune/settings.tsx
var FIRST = /* @__PURE__ */ new Set(["epochs", "learning_rate", "batch_size", "rank"]);
var valuesOf = (settings) => Object.fromEntries(settings.map(({ name, value }) => [name, value]));
function readSetting(text, setting) {
  if (typeof setting.value === "string") return text.trim() === "" ? null : text.trim();
  const value = Number(text);
  const isRight = text.trim() !== "" && value >= (setting.at_least ?? -Infinity) && value <= (setting.at_most ?? Infinity) && (!setting.is_whole || Number.isInteger(value));
  return isRight ? value : null;
}
var titleOf = (name) => {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};
function wanted({ name, value, at_least, at_most, is_whole }) {
  const kind = typeof value === "string" ? "a word" : is_whole ? "a whole number" : "a number";
  const from = at_least === null ? "" : ` from ${at_least.toLocaleString("en")}`;
  const to = at_most === null ? "" : ` to ${at_most.toLocaleString("en")}`;
  return `${titleOf(name)}: ${kind}${from}${to}`;
}
function SettingsStep({ settings, values, onValues, wrong, onWrong }) {
  useEffect(() => () => onWrong({}), [onWrong]);
  const field = (setting) => /* @__PURE__ */ createVNode2("label", { class: "hx-line-of", title: setting.about, children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: titleOf(setting.name) }),
    /* @__PURE__ */ createVNode2(
      "input",
      {
        class: "hx-field hx-setting",
        "aria-invalid": setting.name in wrong,
        inputMode: typeof setting.value === "string" ? "text" : "decimal",
        defaultValue: String(values[setting.name] ?? setting.value),
        onInput: (event) => {
          const value = readSetting(event.currentTarget.value, setting);
          const { [setting.name]: _, ...others2 } = wrong;
          onWrong(value === null ? { ...others2, [setting.name]: wanted(setting) } : others2);
          if (value !== null) onValues({ ...values, [setting.name]: value });
        }
      }
    )
  ] }, setting.name);
  const others = settings.filter(({ name }) => !FIRST.has(name));
  return /* @__PURE__ */ createVNode2("section", { class: "hx-step", "aria-label": "Settings", children: [
    /* @__PURE__ */ createVNode2("h3", { children: "Settings" }),
    /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: settings.filter(({ name }) => FIRST.has(name)).map(field) }),
    others.length > 0 && /* @__PURE__ */ createVNode2("details", { children: [
      /* @__PURE__ */ createVNode2("summary", { class: "hx-muted", children: [
        others.length,
        " more"
      ] }),
      /* @__PURE__ */ createVNode2("div", { class: "hx-line-of hx-more-settings", children: others.map(field) })
    ] })
  ] });
}

// src/tune.tsx
function Tune({ screen }) {
  const model = useTrait(screen.model, "model");
  const marked = useTrait(screen.model, "marked");
  const { event, setEvent } = useTune(screen);
  const choose = /* @__PURE__ */ createVNode2(Empty, { title: "Choose a model to fine-tune.", children: [
    /* @__PURE__ */ createVNode2("p", { children: "Open one in Find and press Tune. It learns from rows of yours, here on this machine." }),
    marked.map((key) => /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-btn",
        onClick: () => void screen.ask("choose", { key }),
        children: [
          "Fine-tune ",
          split(key.repo)[1]
        ]
      },
      exactly(key)
    ))
  ] });
  if (model === null && (event === null || event.status === "idle")) return choose;
  return /* @__PURE__ */ createVNode2("div", { class: "hx-tune-body", children: [
    model === null ? choose : /* @__PURE__ */ createVNode2(
      Bench,
      {
        screen,
        model,
        isRunning: event !== null && event.status === "running"
      },
      exactly(model)
    ),
    /* @__PURE__ */ createVNode2("section", { class: "hx-outcome", "aria-label": "This run", children: [
      /* @__PURE__ */ createVNode2(
        Outcome,
        {
          event,
          model,
          onStop: () => void screen.ask("stop", {}),
          onResume: () => void screen.ask("resume", {}),
          onTry: () => void screen.ask("try", {}),
          onMeasure: () => void screen.ask("measure", {})
        }
      ),
      event !== null && event.status !== "idle" && /* @__PURE__ */ createVNode2(Printed, { screen, event }),
      /* @__PURE__ */ createVNode2(RunList, { screen, event, onShown: setEvent })
    ] })
  ] });
}
function Bench({ screen, model, isRunning }) {
  const host = useTrait(screen.model, "host");
  const base = useBase(screen, model);
  const { source, setSource, check, isChecking } = useCheck(screen, model, base);
  const [own, setOwn] = useState(null);
  const [wrong, setWrong] = useState({});
  const [track, setTrack] = useState("");
  const settings = check?.problem === null ? check.settings : null;
  const values = { ...valuesOf(settings ?? []), ...own };
  const [notebook, setNotebook] = useState(null);
  const isChecked = check !== null && check.problem === null && check.rows > 0 && !isChecking;
  const isReady = isChecked && Object.keys(wrong).length === 0;
  const estimate = useEstimate(screen, model, check, own);
  const args = isReady ? { ...argsOf(model, check, values), track } : null;
  const start = () => {
    if (args !== null) void screen.ask("start", args);
  };
  const write = async () => {
    const written = args === null ? void 0 : await screen.ask("notebook", args);
    if (written) setNotebook(written);
  };
  return /* @__PURE__ */ createVNode2("div", { class: "hx-setup", children: [
    /* @__PURE__ */ createVNode2(Head, { model, base, onOpen: () => void screen.ask("open", { key: model }) }),
    base !== null && base.problem === null && /* @__PURE__ */ createVNode2(
      DataStep,
      {
        to: {
          upload: (args2) => screen.ask("upload", args2),
          cancel: (args2) => screen.ask("upload_cancel", args2)
        },
        base,
        source,
        check,
        isChecking,
        onSource: setSource
      }
    ),
    settings !== null && /* @__PURE__ */ createVNode2(
      SettingsStep,
      {
        settings,
        values,
        onValues: setOwn,
        wrong,
        onWrong: setWrong
      }
    ),
    isChecked && /* @__PURE__ */ createVNode2(TrackerChoice, { trackers: base?.trackers ?? [], value: track, onValue: setTrack }),
    notebook !== null && /* @__PURE__ */ createVNode2(NotebookLink, { notebook, host }),
    /* @__PURE__ */ createVNode2("div", { class: "hx-begin", children: [
      isChecked && /* @__PURE__ */ createVNode2(Estimate, { of: estimate ?? check, freeBytes: check.free_bytes }),
      Object.entries(wrong).map(([name, message]) => /* @__PURE__ */ createVNode2("p", { class: "hx-wrong", role: "alert", children: [
        message,
        "."
      ] }, name)),
      /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: [
        /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn hx-primary", disabled: !isReady || isRunning, onClick: start, children: "Start" }),
        /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", disabled: !isReady, onClick: () => void write(), children: host === "lab" ? "Open notebook" : "Get the notebook" })
      ] })
    ] })
  ] });
}
function useBase({ ask }, model) {
  const [base, setBase] = useState(null);
  useEffect(() => void ask("base", { key: model }).then((data) => data && setBase(data)), [ask, model]);
  return base;
}
function argsOf(key, check, settings) {
  const columns = Object.fromEntries(check.roles.map(({ role, column }) => [role, column]));
  return { key, data: check.data, columns, settings };
}
function useCheck(screen, model, base) {
  const [source, setSource] = useState(NO_FILE);
  const [check, setCheck] = useState(null);
  const [isChecking, setChecking] = useState(false);
  const newest = useRef(null);
  const { ask } = screen;
  const run = useCallback(
    async (wanted2) => {
      newest.current = wanted2;
      setChecking(true);
      const { file, path, columns } = wanted2;
      const sample = file === null && path === "";
      const data = await ask("check", { key: model, sample, file, path, columns });
      if (newest.current !== wanted2) return;
      setChecking(false);
      if (data) setCheck(data);
    },
    [ask, model]
  );
  const isSample = source.file === null && source.path === "";
  const isAsked = base !== null && base.problem === null && (base.has_sample || !isSample);
  useEffect(() => {
    if (isAsked) void run(source);
  }, [run, source, isAsked]);
  return { source, setSource, check, isChecking };
}
function useTune(screen) {
  const [event, setEvent] = useState(null);
  const { ask, announce, connection } = screen;
  useEffect(() => {
    const stop = connection.listen("tune", (next) => {
      setEvent(next);
      if (next.status !== "running")
        announce(next.status === "done" ? "Fine-tune done" : `Fine-tune ${next.status}`);
    });
    void ask("state", {}).then((state) => state && setEvent((newer) => newer ?? state));
    return stop;
  }, [ask, announce, connection]);
  return { event, setEvent };
}
var tune_default = asWidget("tune", "Fine-tune a model", Tune);
export {
  tune_default as default
};
