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
function parameters(count) {
  return count === null ? "–" : scaled(count, 1e3, ["", "K", "M", "B", "T"], " ");
}
function downloads(count) {
  if (count < 1e4) return exact(count);
  const [divisor, unit] = count < 1e6 ? [1e3, "k"] : count < 1e9 ? [1e6, "M"] : [1e9, "B"];
  const value = count / divisor;
  return `${value.toFixed(value < 99.95 ? 1 : 0).replace(/\.0$/, "")} ${unit}`;
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
function day(then_s) {
  return then_s <= 0 ? "–" : new Date(then_s * 1e3).toISOString().slice(0, 10);
}
function split(repo) {
  const at = repo.lastIndexOf("/") + 1;
  return [repo.slice(0, at), repo.slice(at)];
}
function identity(key) {
  return `${key.hub}:${key.repo}`;
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
var FIT_TONE = { fits: "ok", tight: "warn", offload: "warn", no: "bad" };
function LicenseBadge({ of, id }) {
  return /* @__PURE__ */ createVNode2("span", { class: `hx-badge hx-${LICENSE_TONE[of] ?? "plain"}`, title: id ? `License: ${id}` : void 0, children: of });
}
function FitBadge({ of, title }) {
  return /* @__PURE__ */ createVNode2("span", { class: `hx-badge hx-${FIT_TONE[of] ?? "plain"}`, title, children: of });
}
function ModelName({ repo }) {
  const [owner, name] = split(repo);
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-owner", children: owner }),
    name
  ] });
}
function Empty({ title, children }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-empty", children: [
    /* @__PURE__ */ createVNode2("p", { class: "hx-empty-title", children: title }),
    children
  ] });
}
function Skeleton({ rows, height = 20 }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-skeletons", role: "img", "aria-label": "Loading", children: Array.from({ length: rows }, (_, row) => /* @__PURE__ */ createVNode2("div", { class: "hx-skeleton", style: { height, width: `${92 - row * 17 % 40}%` } }, row)) });
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
function useUnique(prefix) {
  const [id] = useState(() => `hx-${prefix}-${Math.random().toString(36).slice(2, 10)}`);
  return id;
}

// src/browser/filters.ts
var NO_FILTERS = {
  text: "",
  any: {},
  none: {},
  ranges: {},
  scores: {},
  fold: false,
  sort: "downloads",
  collection: "",
  machine: ""
};
var COLLECTION = "collection";
function without(lists, facet, value) {
  const kept = (lists[facet] ?? []).filter((one) => one !== value);
  const { [facet]: _, ...others } = lists;
  return kept.length > 0 ? { ...others, [facet]: kept } : others;
}
function having(lists, facet, value) {
  return { ...lists, [facet]: [...lists[facet] ?? [], value] };
}
function choice(filters, facet, value) {
  if (facet === COLLECTION) return filters.collection === value ? "any" : null;
  if (filters.any[facet]?.includes(value)) return "any";
  return filters.none[facet]?.includes(value) ? "none" : null;
}
function choose(filters, facet, value, wanted) {
  if (facet === COLLECTION) return { ...filters, collection: wanted === "any" ? value : "" };
  const any = without(filters.any, facet, value);
  const none = without(filters.none, facet, value);
  return {
    ...filters,
    any: wanted === "any" ? having(any, facet, value) : any,
    none: wanted === "none" ? having(none, facet, value) : none
  };
}
function toggle(filters, facet, value) {
  return choose(filters, facet, value, choice(filters, facet, value) === null ? "any" : null);
}
function exclude(filters, facet, value) {
  return choose(filters, facet, value, choice(filters, facet, value) === "none" ? null : "none");
}
function setRange(filters, name, low, high) {
  const { [name]: _, ...others } = filters.ranges;
  const ranges = low === null && high === null ? others : { ...others, [name]: [low, high] };
  return { ...filters, ranges };
}
function setScore(filters, name, low, high) {
  return { ...filters, scores: { ...filters.scores, [name]: [low, high] } };
}
function removeScore(filters, name) {
  const { [name]: _, ...scores } = filters.scores;
  const isLast = Object.keys(scores).length === 0;
  const sort = isLast && filters.sort === "score" ? "downloads" : filters.sort;
  return { ...filters, scores, sort };
}
function derivedFrom(filters, row, namesHub) {
  const any = { ...filters.any, base_model: [row.repo] };
  return { ...filters, any: namesHub ? { ...any, hub: [row.hub] } : any };
}
function namesFilters(text) {
  const areQuotesClosed = text.split('"').length % 2 === 1;
  return areQuotesClosed && /(?:^|\s)-?[a-z_]+:\S/i.test(text);
}
function meant(filters, near) {
  const { [near.facet]: values = [] } = filters.any;
  const replaced = values.map((value) => value === near.value ? near.meant : value);
  const any = values.length > 0 ? { ...filters.any, [near.facet]: replaced } : filters.any;
  return { ...filters, any, text: filters.text.replaceAll(near.value, near.meant) };
}
function afterReading(read, asked, now) {
  const isSame = fingerprint({ ...now, text: "" }) === fingerprint({ ...asked, text: "" });
  if (!isSame || !now.text.startsWith(asked.text)) return null;
  const typedSince = now.text.slice(asked.text.length);
  const isGoingOn = asked.text.endsWith(" ") || typedSince !== "";
  const words = read.text === "" || !isGoingOn ? read.text : `${read.text} `;
  return { ...read, text: words + typedSince.trimStart() };
}
function cleared({ sort, machine, fold }) {
  return { ...NO_FILTERS, sort: sort === "score" ? NO_FILTERS.sort : sort, machine, fold };
}
function isFiltered({ any, none, ranges, scores, collection }) {
  if (Object.keys(scores).length > 0) return true;
  const chosen2 = [...Object.values(any), ...Object.values(none), ...Object.values(ranges)];
  return collection !== "" || chosen2.some((values) => values.some((value) => value !== null));
}
function chips(filters, sections) {
  const found = [];
  if (filters.collection !== "") {
    const removed = { ...filters, collection: "" };
    found.push({ key: "collection", label: `in ${filters.collection}`, isNot: false, removed });
  }
  if (filters.machine !== "") {
    const removed = { ...filters, machine: "" };
    found.push({ key: "machine", label: `on ${filters.machine}`, isNot: false, removed });
  }
  for (const [kind, lists] of [
    ["any", filters.any],
    ["none", filters.none]
  ]) {
    for (const [facet, values] of Object.entries(lists)) {
      for (const value of values) {
        const label = kind === "none" ? `not ${value}` : value;
        const removed = choose(filters, facet, value, null);
        found.push({ key: `${kind}:${facet}:${value}`, label, isNot: kind === "none", removed });
      }
    }
  }
  for (const [name, [low = null, high = null]] of Object.entries(filters.ranges)) {
    const section = sections.find((one) => one.name === name);
    const label = rangeText(section?.label ?? name, section?.unit ?? "", low, high);
    found.push({ key: `range:${name}`, label, isNot: false, removed: setRange(filters, name, null, null) });
  }
  for (const [name, [low = null, high = null]] of Object.entries(filters.scores)) {
    const label = rangeText(name, "score", low, high);
    found.push({ key: `score:${name}`, label, isNot: false, removed: removeScore(filters, name) });
  }
  return found;
}
function quantity(value, unit) {
  if (unit === "bytes") return bytes(value);
  if (unit === "seconds") return day(value);
  if (unit === "score") return String(Number(value.toPrecision(4)));
  return parameters(value);
}
function rangeText(label, unit, low, high) {
  if (low === null && high === null) return label;
  if (low === null) return `${label} < ${quantity(high ?? 0, unit)}`;
  if (high === null) return `${label} ≥ ${quantity(low, unit)}`;
  return `${label} ${quantity(low, unit)} to ${quantity(high, unit)}`;
}
var SCALE = { "": 1, k: 1e3, m: 1e6, g: 1e9, b: 1e9, t: 1e12 };
function parseQuantity(text, unit) {
  const plain = text.trim();
  if (plain === "") return null;
  if (unit === "seconds") {
    const time_ms = Date.parse(plain);
    return Number.isNaN(time_ms) ? void 0 : time_ms / 1e3;
  }
  if (unit === "score") return Number.isNaN(Number(plain)) ? void 0 : Number(plain);
  const parts = /^([\d.,]+)\s*([kmgbt]?)(?:i?b)?$/i.exec(plain);
  const value = Number(parts?.[1]?.replaceAll(",", ""));
  const letter = parts?.[2]?.toLowerCase() ?? "";
  const scale = unit === "bytes" && letter === "b" ? 1 : SCALE[letter];
  return parts === null || Number.isNaN(value) || scale === void 0 ? void 0 : value * scale;
}
function suggestion(filters, facets, ranges, sections) {
  const found = [];
  for (const facet of facets) {
    const chosen2 = filters.any[facet.name];
    const atLeast = Math.max(0, ...facet.values.map((one) => one.count));
    if (chosen2 === void 0 || atLeast === 0) continue;
    const { [facet.name]: _, ...any } = filters.any;
    found.push({ text: chosen2.join(" or "), atLeast, removed: { ...filters, any } });
  }
  for (const range of ranges) {
    const bounds2 = filters.ranges[range.name];
    const atLeast = range.bins.reduce((sum, bin) => sum + bin.count, 0);
    if (bounds2 === void 0 || atLeast === 0) continue;
    const section = sections.find((one) => one.name === range.name);
    const [low = null, high = null] = bounds2;
    const text = rangeText(section?.label ?? range.name, section?.unit ?? "", low, high);
    found.push({ text, atLeast, removed: setRange(filters, range.name, null, null) });
  }
  found.sort((a, b) => b.atLeast - a.atLeast);
  return found[0] ?? null;
}
function fingerprint(filters) {
  const sorted = (lists) => Object.entries(lists).filter(([, values]) => values.length > 0).sort(([a], [b]) => a < b ? -1 : 1);
  const { text, any, none, ranges, scores, ...others } = filters;
  const rest = Object.entries(others).sort(([a], [b]) => a < b ? -1 : 1);
  const chosen2 = Object.entries(scores).sort(([a], [b]) => a < b ? -1 : 1);
  return JSON.stringify([text, sorted(any), sorted(none), sorted(ranges), chosen2, rest]);
}

// src/browser/machine.tsx
var EXAMPLES = ["8 GB GPU", "24 GB GPU", "laptop 16 GB", "32 GB, 12 GB GPU"];
var KEPT = /,?\s*keep (.+) free$/i;
function described(text) {
  const reserve = KEPT.exec(text)?.[1] ?? "";
  return { machine: text.replace(KEPT, "").trim(), reserve };
}
function inWords({ machine, reserve }) {
  const kept = reserve === "" ? "" : `keep ${reserve} free`;
  return [machine, kept].filter((part) => part !== "").join(", ");
}
function MachineChoice({ own, value, check, onMachine }) {
  const now = described(value);
  const name = useUnique("machine");
  const [problem, setProblem] = useState("");
  const choices = ["", ...EXAMPLES];
  const isOther = !choices.includes(now.machine);
  const set = async (next) => {
    const text = inWords(next);
    const found = text === "" ? "" : await check(text);
    setProblem(found);
    if (found === "" && text !== value) onMachine(text);
  };
  const setReserve = (field) => {
    const size = parseQuantity(field.value, "bytes");
    setProblem(size === void 0 ? "Write the memory to keep free like 4 GB." : "");
    if (size !== void 0) void set({ ...now, reserve: size === null ? "" : bytes(size) });
  };
  return /* @__PURE__ */ createVNode2("div", { class: "hx-machine", role: "group", "aria-label": "The machine that models are to fit", children: [
    choices.map((choice2) => /* @__PURE__ */ createVNode2("label", { class: "hx-machine-choice", children: [
      /* @__PURE__ */ createVNode2(
        "input",
        {
          type: "radio",
          name,
          checked: now.machine === choice2,
          onChange: () => void set({ ...now, machine: choice2 })
        }
      ),
      choice2 === "" ? `This machine: ${own}` : choice2
    ] }, choice2)),
    /* @__PURE__ */ createVNode2(
      Field,
      {
        label: "Another machine",
        placeholder: "Another: 64 GB, 2 x 24 GB GPU",
        value: isOther ? now.machine : "",
        onSet: (field) => void set({ ...now, machine: field.value.trim() })
      }
    ),
    /* @__PURE__ */ createVNode2("label", { class: "hx-machine-reserve", children: [
      /* @__PURE__ */ createVNode2("span", { children: "Keep free" }),
      /* @__PURE__ */ createVNode2(Field, { label: "Memory to keep free", placeholder: "usual", value: now.reserve, onSet: setReserve })
    ] }),
    problem !== "" && /* @__PURE__ */ createVNode2("p", { class: "hx-machine-problem", role: "alert", children: problem })
  ] });
}
function Field({ label, placeholder, value, onSet }) {
  const read = (field) => {
    if (field.value.trim() !== value) onSet(field);
  };
  return /* @__PURE__ */ createVNode2(
    "input",
    {
      class: "hx-field",
      "aria-label": label,
      placeholder,
      defaultValue: value,
      onBlur: (event) => read(event.currentTarget),
      onKeyDown: (event) => event.key === "Enter" && read(event.currentTarget)
    },
    value
  );
}

// src/browser/range.tsx
var WIDTH = 216;
var HEIGHT = 32;
function edges(bins, low, high) {
  const from = low === null ? 0 : bins.filter((bin) => bin.hi <= low).length;
  const to = high === null ? bins.length : bins.filter((bin) => bin.lo < high).length;
  const start = Math.min(from, Math.max(0, bins.length - 1));
  return [start, Math.max(start + 1, to)];
}
function bounds(bins, from, to) {
  const low = from <= 0 ? null : bins[from]?.lo ?? null;
  const high = to >= bins.length ? null : bins[to - 1]?.hi ?? null;
  return [low, high];
}
function Range({ label, unit, bins, low, high, onSet }) {
  const plot = useRef(null);
  const [from, to] = edges(bins, low, high);
  const move = (side, edge) => {
    const next = side === "from" ? [Math.max(0, Math.min(edge, to - 1)), to] : [from, Math.min(bins.length, Math.max(edge, from + 1))];
    if (next[0] !== from || next[1] !== to) {
      onSet(...bounds(bins, ...next));
    }
  };
  const edgeAt = (clientX) => {
    const box = plot.current?.getBoundingClientRect();
    return box ? Math.round((clientX - box.left) / box.width * bins.length) : 0;
  };
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    bins.length > 1 && /* @__PURE__ */ createVNode2("div", { ref: plot, class: "hx-range", children: [
      /* @__PURE__ */ createVNode2(Bars, { bins, from, to, label }),
      ["from", "to"].map((side) => /* @__PURE__ */ createVNode2(
        Handle,
        {
          name: `${label}, ${side === "from" ? "lowest" : "highest"}`,
          edge: side === "from" ? from : to,
          count: bins.length,
          text: edgeText(bins, unit, side === "from" ? from : to),
          onMove: (edge) => move(side, edge),
          edgeAt
        },
        side
      ))
    ] }),
    /* @__PURE__ */ createVNode2("div", { class: "hx-bounds", children: [
      /* @__PURE__ */ createVNode2(
        BoundField,
        {
          label: `${label} at least`,
          unit,
          hint: "min",
          value: low,
          onSet: (value) => onSet(value, high)
        }
      ),
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "to" }),
      /* @__PURE__ */ createVNode2(
        BoundField,
        {
          label: `${label} below`,
          unit,
          hint: "max",
          value: high,
          onSet: (value) => onSet(low, value)
        }
      )
    ] })
  ] });
}
function edgeText(bins, unit, edge) {
  const value = edge < bins.length ? bins[edge]?.lo : bins[edge - 1]?.hi;
  return quantity(value ?? 0, unit);
}
function Bars({ bins, from, to, label }) {
  const largest = Math.max(1, ...bins.map((bin) => bin.count));
  const step = WIDTH / bins.length;
  return /* @__PURE__ */ createVNode2(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": `How many models by ${label}`,
      children: bins.map((bin, index) => {
        const tall = bin.count === 0 ? 0 : Math.max(2, Math.sqrt(bin.count / largest) * (HEIGHT - 2));
        const isIn = index >= from && index < to;
        return /* @__PURE__ */ createVNode2(
          "rect",
          {
            class: isIn ? "hx-in" : "hx-out",
            x: index * step + 1,
            width: Math.max(1, step - 2),
            y: HEIGHT - tall,
            height: tall,
            rx: "1"
          },
          index
        );
      })
    }
  );
}
function Handle({ name, edge, count, text, onMove, edgeAt }) {
  const onKeyDown = (event) => {
    const steps = {
      ArrowLeft: edge - 1,
      ArrowDown: edge - 1,
      ArrowRight: edge + 1,
      ArrowUp: edge + 1,
      Home: 0,
      End: count
    };
    const next = steps[event.key];
    if (next === void 0) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(next);
  };
  return /* @__PURE__ */ createVNode2(
    "div",
    {
      class: "hx-handle",
      style: { insetInlineStart: `${edge / count * 100}%` },
      role: "slider",
      tabIndex: 0,
      "aria-label": name,
      "aria-valuemin": 0,
      "aria-valuemax": count,
      "aria-valuenow": edge,
      "aria-valuetext": text,
      onKeyDown,
      onPointerDown: (event) => event.currentTarget.setPointerCapture(event.pointerId),
      onPointerMove: (event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(edgeAt(event.clientX));
      }
    }
  );
}
function BoundField({ label, unit, hint, value, onSet }) {
  const shown = value === null ? "" : quantity(value, unit);
  const read = (field) => {
    const parsed = parseQuantity(field.value, unit);
    const isWrong = parsed === void 0;
    field.setAttribute("aria-invalid", String(isWrong));
    if (!isWrong && field.value !== shown) onSet(parsed);
  };
  return /* @__PURE__ */ createVNode2(
    "input",
    {
      class: "hx-field",
      "aria-label": label,
      placeholder: hint,
      defaultValue: shown,
      onBlur: (event) => read(event.currentTarget),
      onKeyDown: (event) => event.key === "Enter" && read(event.currentTarget)
    },
    shown
  );
}

// src/browser/scores.tsx
var FIRST_SCORES = 5;
function Scores({ facet, ranges, filters, onChange, lookup }) {
  const [contains, setContains] = useState("");
  const [found, setFound] = useState(facet.values);
  useEffect(() => {
    let isWanted = true;
    if (contains === "") setFound(facet.values);
    else void lookup("score", contains).then((values) => isWanted && setFound(values));
    return () => {
      isWanted = false;
    };
  }, [facet, contains, lookup]);
  const chosen2 = Object.keys(filters.scores);
  const offered = found.filter((one) => !chosen2.includes(one.value)).slice(0, FIRST_SCORES);
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    chosen2.map((name) => /* @__PURE__ */ createVNode2(
      Score,
      {
        name,
        range: ranges.find((one) => one.name === name),
        filters,
        onChange
      },
      name
    )),
    facet.size > FIRST_SCORES && /* @__PURE__ */ createVNode2(
      "input",
      {
        class: "hx-field hx-lookup",
        type: "search",
        placeholder: "Search data sets and metrics",
        "aria-label": "Search in published scores",
        value: contains,
        onInput: (event) => setContains(event.currentTarget.value)
      }
    ),
    /* @__PURE__ */ createVNode2("ul", { children: offered.map((one) => /* @__PURE__ */ createVNode2("li", { class: "hx-score", children: [
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-link",
          title: one.value,
          onClick: () => onChange(setScore(filters, one.value, null, null)),
          children: one.value
        }
      ),
      /* @__PURE__ */ createVNode2("span", { class: "hx-value-count", children: exact(one.count) })
    ] }, one.value)) }),
    offered.length === 0 && chosen2.length === 0 && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "No model publishes one." })
  ] });
}
function Score({ name, range, filters, onChange }) {
  const [low = null, high = null] = filters.scores[name] ?? [];
  const isSorted = filters.sort === "score";
  return /* @__PURE__ */ createVNode2("div", { class: "hx-chosen-score", children: [
    /* @__PURE__ */ createVNode2("p", { class: "hx-score", children: [
      /* @__PURE__ */ createVNode2("b", { title: name, children: name }),
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-link",
          "aria-label": `Give up ${name}`,
          onClick: () => onChange(removeScore(filters, name)),
          children: "×"
        }
      )
    ] }),
    /* @__PURE__ */ createVNode2(
      Range,
      {
        label: name,
        unit: "score",
        bins: range?.bins ?? [],
        low,
        high,
        onSet: (from, to) => onChange(setScore(filters, name, from, to))
      }
    ),
    /* @__PURE__ */ createVNode2("label", { class: "hx-check", children: [
      /* @__PURE__ */ createVNode2(
        "input",
        {
          class: "hx-box",
          type: "checkbox",
          checked: isSorted,
          onClick: () => onChange({ ...filters, sort: isSorted ? "downloads" : "score" })
        }
      ),
      "Best first"
    ] }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "Models that do not publish it stay in the list." })
  ] });
}

// src/browser/sections.ts
var STORED_AS = "hubexplorer.sections";
function isRange(section) {
  return section.unit !== "";
}
function useSections(all) {
  const [choices, setChoices] = useState(stored);
  return useMemo(() => {
    const isOpen = (section) => choices[section.name] ?? section.is_open;
    const open = all.filter(isOpen);
    return {
      all,
      isOpen,
      setOpen: (section, on) => {
        const next = { ...choices, [section.name]: on };
        setChoices(next);
        keep(next);
      },
      facets: open.filter((section) => !isRange(section)).map((section) => section.name),
      ranges: open.filter(isRange).map((section) => section.name)
    };
  }, [all, choices]);
}
function stored() {
  try {
    const kept = JSON.parse(window.localStorage.getItem(STORED_AS) ?? "{}");
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof SyntaxError)) throw error;
    return {};
  }
}
function keep(choices) {
  try {
    window.localStorage.setItem(STORED_AS, JSON.stringify(choices));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

// src/shared/keys.ts
var STORED_AS2 = "hubexplorer.letterKeys";
function areLettersOn() {
  return (document.documentElement.dataset.hxLetterKeys ?? stored2()) !== "off";
}
function setLetters(on) {
  const word = on ? "on" : "off";
  document.documentElement.dataset.hxLetterKeys = word;
  try {
    window.localStorage.setItem(STORED_AS2, word);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
function stored2() {
  try {
    return window.localStorage.getItem(STORED_AS2);
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

// src/browser/values.tsx
function Lookup({ section, facet, filters, onChange, lookup }) {
  const [contains, setContains] = useState("");
  const [values, setValues] = useState(facet.values);
  useEffect(() => {
    let isWanted = true;
    void lookup(facet.name, contains).then((found) => isWanted && setValues(found));
    return () => {
      isWanted = false;
    };
  }, [facet, contains, lookup]);
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2(
      "input",
      {
        class: "hx-field hx-lookup",
        type: "search",
        placeholder: `Search in ${section.label.toLowerCase()}`,
        "aria-label": `Search in ${section.label}`,
        value: contains,
        onInput: (event) => setContains(event.currentTarget.value)
      }
    ),
    /* @__PURE__ */ createVNode2("div", { class: "hx-long", children: [
      /* @__PURE__ */ createVNode2(Values, { facet: facet.name, values, filters, onChange }),
      values.length === 0 && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: [
        "No value has “",
        contains,
        "”."
      ] })
    ] })
  ] });
}
function Values({ facet, values, filters, onChange }) {
  const largest = Math.max(1, ...values.map((one) => one.count));
  const list = useRef(null);
  const focused = useRef(null);
  useLayoutEffect(() => {
    if (focused.current === null || document.activeElement !== document.body) return;
    const boxes = [...list.current?.querySelectorAll("input") ?? []];
    boxes.find((box) => box.getAttribute("aria-label") === focused.current)?.focus();
  });
  return /* @__PURE__ */ createVNode2(
    "ul",
    {
      ref: list,
      onFocusIn: (event) => {
        const { target } = event;
        focused.current = target instanceof HTMLInputElement ? target.getAttribute("aria-label") : null;
      },
      onFocusOut: (event) => {
        if (event.relatedTarget !== null) focused.current = null;
      },
      children: values.map((one) => /* @__PURE__ */ createVNode2(
        Value,
        {
          facet,
          value: one,
          share: one.count / largest,
          filters,
          onChange
        },
        one.value
      ))
    }
  );
}
function Value({ facet, value: { value, count }, share, filters, onChange }) {
  const chosen2 = choice(filters, facet, value);
  const countId = useUnique("count");
  const isOff = count === 0 && chosen2 === null;
  const click = (event) => {
    if (isOff) event.preventDefault();
    else onChange((event.altKey ? exclude : toggle)(filters, facet, value));
  };
  const onKeyDown = (event) => {
    if (event.key !== "x" || isOff || event.ctrlKey || event.metaKey || event.altKey || !areLettersOn())
      return;
    event.preventDefault();
    event.stopPropagation();
    onChange(exclude(filters, facet, value));
  };
  return /* @__PURE__ */ createVNode2("li", { class: "hx-value", "data-choice": chosen2 ?? void 0, onKeyDown, children: [
    /* @__PURE__ */ createVNode2("label", { title: value, children: [
      /* @__PURE__ */ createVNode2(
        "input",
        {
          class: "hx-box",
          type: "checkbox",
          "aria-label": value,
          "aria-describedby": countId,
          checked: chosen2 === "any",
          "aria-disabled": isOff || void 0,
          onClick: click
        }
      ),
      /* @__PURE__ */ createVNode2("span", { class: "hx-value-name", children: value }),
      /* @__PURE__ */ createVNode2("span", { id: countId, class: "hx-value-count", children: exact(count) })
    ] }),
    /* @__PURE__ */ createVNode2("i", { style: { width: `${Math.round(share * 72)}px` }, "aria-hidden": "true" }),
    facet !== COLLECTION && /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-exclude",
        "aria-pressed": chosen2 === "none",
        title: "Exclude (Alt-click, or x)",
        disabled: isOff,
        onClick: () => onChange(exclude(filters, facet, value)),
        children: [
          /* @__PURE__ */ createVNode2("span", { "aria-hidden": "true", children: "⊘" }),
          /* @__PURE__ */ createVNode2("span", { class: "hx-said", children: [
            "Exclude ",
            value
          ] })
        ]
      }
    )
  ] });
}

// src/browser/facets.tsx
var FIRST_VALUES = 6;
var SCORE = "score";
var STOPS = ".hx-section, .hx-facet .hx-link, .hx-box:not([aria-disabled]), .hx-facet .hx-field";
function Facets({ filters, sections, counts, onChange, lookup, ...props }) {
  const isOneHub = (counts?.hubs.length ?? 0) < 2;
  const shown = sections.all.filter(({ name }) => name !== "hub" || !isOneHub || chosen(filters, name) > 0);
  return /* @__PURE__ */ createVNode2("nav", { class: "hx-facets", "aria-label": "Filters", tabIndex: -1, onKeyDown: walk, children: shown.map((section) => {
    const frame = {
      section,
      chosen: chosen(filters, section.name),
      isOpen: sections.isOpen(section),
      onOpen: (isOpen) => sections.setOpen(section, isOpen)
    };
    if (isRange(section)) {
      const range = counts?.ranges.find((one) => one.name === section.name);
      return /* @__PURE__ */ createVNode2(Section, { ...frame, children: /* @__PURE__ */ createVNode2(Bounded, { section, range, filters, onChange }) }, section.name);
    }
    const facet = counts?.facets.find((one) => one.name === section.name);
    if (section.name === SCORE && facet !== void 0) {
      return /* @__PURE__ */ createVNode2(Section, { ...frame, children: /* @__PURE__ */ createVNode2(
        Scores,
        {
          facet,
          ranges: counts?.ranges ?? [],
          filters,
          onChange,
          lookup
        }
      ) }, section.name);
    }
    return /* @__PURE__ */ createVNode2(
      Facet,
      {
        ...frame,
        ...section.name === "fit" ? fitParts(filters, props, onChange) : {},
        facet,
        filters,
        onChange,
        lookup
      },
      section.name
    );
  }) });
}
function fitParts(filters, { machine, checkMachine }, onChange) {
  return {
    setting: {
      title: filters.machine === "" ? null : "Fits",
      link: filters.machine === "" ? machine : filters.machine,
      label: "Choose the machine",
      body: /* @__PURE__ */ createVNode2(
        MachineChoice,
        {
          own: machine,
          value: filters.machine,
          check: checkMachine,
          onMachine: (next) => onChange({ ...filters, machine: next })
        }
      )
    }
  };
}
function chosen(filters, name) {
  if (name === SCORE) return Object.keys(filters.scores).length;
  if (name === COLLECTION) return filters.collection === "" ? 0 : 1;
  const values = (filters.any[name]?.length ?? 0) + (filters.none[name]?.length ?? 0);
  return values + (filters.ranges[name] === void 0 ? 0 : 1);
}
function walk(event) {
  if (event.target instanceof HTMLInputElement && event.target.type === "radio") return;
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const stops = [...event.currentTarget.querySelectorAll(STOPS)];
  const at = stops.indexOf(event.target);
  event.preventDefault();
  event.stopPropagation();
  stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus();
}
function Section({ section, title, chosen: set, isOpen, onOpen, beside, children }) {
  return /* @__PURE__ */ createVNode2("section", { class: "hx-facet", "aria-label": section.label, "data-open": isOpen || void 0, children: [
    /* @__PURE__ */ createVNode2("h3", { children: [
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-section", "aria-expanded": isOpen, onClick: () => onOpen(!isOpen), children: [
        title ?? section.label,
        /* @__PURE__ */ createVNode2("span", { class: "hx-chevron", "aria-hidden": "true" })
      ] }),
      isOpen ? beside : set > 0 && /* @__PURE__ */ createVNode2("span", { class: "hx-set", children: [
        set,
        " set"
      ] })
    ] }),
    isOpen && children
  ] });
}
function Facet({ facet, setting, filters, onChange, lookup, ...frame }) {
  const [isWhole, setWhole] = useState(false);
  const [isSetting, showSetting] = useState(false);
  const { section } = frame;
  if (facet === void 0) {
    return /* @__PURE__ */ createVNode2(Section, { ...frame, children: /* @__PURE__ */ createVNode2(Skeleton, { rows: 3, height: 12 }) });
  }
  const hasMore = facet.size > FIRST_VALUES || facet.values.length > FIRST_VALUES;
  const all = facet.size > 0 ? `all ${exact(facet.size)}` : "all";
  const more = hasMore && /* @__PURE__ */ createVNode2(
    "button",
    {
      type: "button",
      class: "hx-link",
      "aria-expanded": isWhole,
      "aria-label": `${isWhole ? "less" : all} of ${section.label}`,
      onClick: () => setWhole(!isWhole),
      children: isWhole ? "less" : all
    }
  );
  const first = withChosen(facet, filters);
  const change = setting && /* @__PURE__ */ createVNode2(
    "button",
    {
      type: "button",
      class: "hx-link hx-setting",
      "aria-expanded": isSetting,
      "aria-label": `${setting.label}: ${setting.link}`,
      title: setting.link,
      onClick: () => showSetting(!isSetting),
      children: setting.link
    }
  );
  return /* @__PURE__ */ createVNode2(Section, { ...frame, title: setting?.title ?? section.label, beside: change ?? more, children: [
    isSetting && setting?.body,
    isWhole ? /* @__PURE__ */ createVNode2(Lookup, { section, facet, filters, onChange, lookup }) : first.length > 0 ? /* @__PURE__ */ createVNode2(Values, { facet: facet.name, values: first, filters, onChange }) : /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "No model says." })
  ] });
}
function withChosen(facet, filters) {
  const wanted = [...filters.any[facet.name] ?? [], ...filters.none[facet.name] ?? []];
  const known = new Map(facet.values.map((one) => [one.value, one]));
  const first = facet.values.slice(0, FIRST_VALUES);
  const missing = wanted.filter((value) => !first.some((one) => one.value === value));
  return [...first, ...missing.map((value) => known.get(value) ?? { value, count: 0 })];
}
function Bounded({ section, range, filters, onChange }) {
  if (range === void 0) return /* @__PURE__ */ createVNode2(Skeleton, { rows: 2, height: 20 });
  if (range.bins.length === 0 && filters.ranges[range.name] === void 0) {
    return /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "No model says." });
  }
  const [low = null, high = null] = filters.ranges[range.name] ?? [];
  return /* @__PURE__ */ createVNode2(
    Range,
    {
      label: section.label,
      unit: section.unit,
      bins: range.bins,
      low,
      high,
      onSet: (from, to) => onChange(setRange(filters, range.name, from, to))
    }
  );
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

// src/browser/finder.ts
var PAGE_ROWS = 30;
function keyOf({ hub, repo, commit }) {
  return { hub, repo, commit };
}
function rowsOf(columns) {
  const names = Object.keys(columns);
  return columns.repo.map(
    (_, index) => Object.fromEntries(names.map((name) => [name, columns[name][index]]))
  );
}
var Finder = class {
  constructor(connection, filters, show, fail, settled, counted) {
    this.connection = connection;
    this.show = show;
    this.fail = fail;
    this.settled = settled;
    this.counted = counted;
    this.found = { filters, counts: null, pages: /* @__PURE__ */ new Map(), answers: 0 };
  }
  connection;
  show;
  fail;
  settled;
  counted;
  found;
  isAsking = false;
  next = null;
  asked = /* @__PURE__ */ new Set();
  /** What the user asked for last. */
  get wanted() {
    return this.found.filters;
  }
  /** Whether something to be counted is not among the present counts, nor on its way. */
  lacks({ facets, ranges }) {
    const { counts } = this.found;
    if (counts === null) return false;
    const isHere = (known) => (name) => known.some((one) => one.name === name);
    return !(facets.every(isHere(counts.facets)) && ranges.every(isHere(counts.ranges)));
  }
  /** Searches anew. The fields show the wish at once, the rows follow. */
  find(filters) {
    this.found = { ...this.found, filters };
    this.asked.add(fingerprint(filters));
    this.show(this.found);
    this.ask({ filters, page: 0 });
  }
  /** Fetches one page of the present result, unless it is here or something newer is asked for. */
  need(page) {
    if (this.found.pages.has(page) || this.found.counts === null) return;
    if (this.next !== null && this.next.page === 0) return;
    this.ask({ filters: this.found.filters, page });
  }
  /** Whether these filters are an echo of a search of our own rather than news. */
  isOwn(filters) {
    const print = fingerprint(filters);
    return print === fingerprint(this.found.filters) || this.asked.has(print);
  }
  ask(wish) {
    if (this.isAsking) {
      this.next = wish;
      return;
    }
    this.isAsking = true;
    const { filters, page } = wish;
    const { facets, ranges } = page === 0 ? this.counts(filters) : { facets: [], ranges: [] };
    const args = { filters, offset: page * PAGE_ROWS, limit: PAGE_ROWS, facets, ranges };
    this.connection.request("search", args).then(
      (data) => this.took(wish, data),
      (error) => this.lost(wish, error)
    );
  }
  /** What is in sight, and what is filtered by: an empty result suggests what to give up. */
  counts({ any, none, ranges }) {
    return {
      facets: [.../* @__PURE__ */ new Set([...this.counted.facets, ...Object.keys(any), ...Object.keys(none)])],
      ranges: [.../* @__PURE__ */ new Set([...this.counted.ranges, ...Object.keys(ranges)])]
    };
  }
  took(wish, data) {
    this.goOn();
    const { rows: columns, ...counts } = data;
    const rows = rowsOf(columns);
    this.found = { ...this.found, answers: this.found.answers + 1 };
    if (wish.page === 0) {
      this.found = { ...this.found, counts, pages: /* @__PURE__ */ new Map([[0, rows]]) };
    } else if (fingerprint(wish.filters) === fingerprint(this.found.filters)) {
      this.found = { ...this.found, pages: new Map([...this.found.pages, [wish.page, rows]]) };
    }
    this.show(this.found);
    if (wish.page === 0 && !this.isAsking) {
      this.asked.clear();
      this.asked.add(fingerprint(wish.filters));
      this.settled(wish.filters);
    }
  }
  lost(wish, error) {
    this.goOn();
    const again = error instanceof RequestFailed ? error.retryable() : error;
    this.fail(again, () => this.ask(wish));
  }
  goOn() {
    this.isAsking = false;
    const next = this.next;
    this.next = null;
    if (next !== null) this.ask(next);
  }
};

// src/browser/foot.tsx
function hubText(hub) {
  if (hub.of === null) return `the ${exact(hub.rows)} most downloaded of ${hub.title}`;
  const partly = hub.rows < hub.of ? ": most downloaded first" : "";
  return `${exact(hub.rows)} of ${exact(hub.of)} ${hub.title}${partly}`;
}
function HubLine({ hubs, children }) {
  const shown = hubs.filter((hub) => hub.rows > 0 || hub.problem === "");
  const troubled = hubs.filter((hub) => hub.problem !== "");
  return /* @__PURE__ */ createVNode2("footer", { class: "hx-hubs", children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: shown.map(hubText).join(" · ") }),
    troubled.map((hub) => /* @__PURE__ */ createVNode2("span", { class: "hx-hub-problem", title: hub.problem, children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-dot hx-dot-warning", "aria-hidden": "true" }),
      hub.title,
      ": ",
      hub.problem
    ] }, hub.name)),
    /* @__PURE__ */ createVNode2("span", { class: "hx-space" }),
    children
  ] });
}
function Nothing({ filters, counts, sections, onChange }) {
  if (counts.size === 0) {
    return /* @__PURE__ */ createVNode2(Empty, { title: "The catalog is empty.", children: /* @__PURE__ */ createVNode2("p", { children: "No hub has answered yet. Its models appear here by themselves." }) });
  }
  const best = suggestion(filters, counts.facets, counts.ranges, sections);
  const quoted = filters.text === "" ? [] : [`“${filters.text}”`];
  const what = [...quoted, ...isFiltered(filters) ? ["these filters"] : []].join(" and ");
  return /* @__PURE__ */ createVNode2(Empty, { title: `No model matches ${what}.`, children: [
    best !== null && /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: () => onChange(best.removed), children: [
      "Remove “",
      best.text,
      "”: ",
      exact(best.atLeast),
      " or more"
    ] }),
    /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link", onClick: () => onChange(cleared(filters)), children: "Clear everything" })
  ] });
}

// src/browser/families.ts
function layoutOf(families) {
  const opened = [...families.keys()].filter((path) => !path.includes("/")).map((path) => ({ index: Number(path), lines: below(families, path) })).sort((a, b) => a.index - b.index);
  return { opened, extra: opened.reduce((sum, { lines }) => sum + lines.length, 0) };
}
function below(families, path) {
  const family = families.get(path);
  if (family === void 0) return [];
  const found = family.rows.flatMap((row, index) => {
    const own = `${path}/${index}`;
    const relation = family.relations[index] ?? "";
    return [{ kind: "derived", path: own, row, relation }, ...below(families, own)];
  });
  const left = family.size - family.rows.length;
  return left > 0 ? [...found, { kind: "more", path: `${path}/more`, left }] : found;
}
function lineAt({ opened }, at) {
  let passed = 0;
  for (const { index, lines } of opened) {
    const first = index + passed + 1;
    if (at < first) break;
    const line = lines[at - first];
    if (line !== void 0) return line;
    passed += lines.length;
  }
  return { kind: "row", path: String(at - passed), index: at - passed };
}
function placeOf({ opened }, path) {
  const top = Number(path.split("/")[0]);
  let at = top;
  for (const { index, lines } of opened) {
    if (index < top) at += lines.length;
    else if (index === top && path.includes("/")) at += 1 + lines.findIndex((line) => line.path === path);
  }
  return at;
}
function levelOf(path) {
  return path.split("/").length;
}
function baseOf(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
function folded(families, path) {
  return new Map([...families].filter(([key]) => key !== path && !key.startsWith(`${path}/`)));
}
function derivedCount({ derived }) {
  return Object.values(derived).reduce((sum, count) => sum + count, 0);
}
var RELATIONS = {
  finetune: ["fine-tune", "fine-tunes"],
  adapter: ["adapter", "adapters"],
  quantized: ["quantized", "quantized"],
  merge: ["merge", "merges"]
};
function relationText(relation) {
  return RELATIONS[relation]?.[0] ?? "derived";
}
function relationsText(derived) {
  return Object.entries(derived).map(([relation, count]) => {
    const [one, many] = RELATIONS[relation] ?? ["derived otherwise", "derived otherwise"];
    return `${exact(count)} ${count === 1 ? one : many}`;
  }).join(", ");
}

// src/browser/row.tsx
var ROW_PX = 36;
var INDENT_PX = 20;
var SOURCE = {
  name: "From the model's name",
  config: "Estimated from its configuration"
};
function frameOf({ id, at, path, isTree }) {
  return {
    id,
    role: "row",
    "aria-rowindex": at + 2,
    "aria-level": isTree ? levelOf(path) : void 0,
    style: { transform: `translateY(${at * ROW_PX}px)` }
  };
}
function indent(path) {
  const level = levelOf(path);
  return level > 1 ? { paddingInlineStart: `${(level - 1) * INDENT_PX}px` } : void 0;
}
function WaitingRow({ width, ...frame }) {
  return /* @__PURE__ */ createVNode2("div", { ...frameOf(frame), class: "hx-row", "aria-busy": "true", children: /* @__PURE__ */ createVNode2("span", { role: "gridcell", class: "hx-skeleton", style: { width, height: "10px" } }) });
}
function MoreRow({ base, left, hasCursor, onMore, onAlone, ...frame }) {
  return /* @__PURE__ */ createVNode2("div", { ...frameOf(frame), class: "hx-row hx-row-cells hx-row-below", "data-cursor": hasCursor || void 0, children: [
    /* @__PURE__ */ createVNode2("span", { role: "gridcell" }),
    /* @__PURE__ */ createVNode2("span", { role: "gridcell", class: "hx-row-more", style: indent(frame.path), children: [
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link", tabIndex: -1, onClick: () => onMore(base), children: [
        "Show more of ",
        exact(left)
      ] }),
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link hx-quiet", tabIndex: -1, onClick: () => onAlone(base), children: "List them alone" })
    ] })
  ] });
}
function ModelRow(props) {
  const { row, path, isOpen, isMarked, isUnfolded, hasCursor, onOpen, onMark } = props;
  const isBase = derivedCount(row) > 0;
  const mark = (event) => {
    event.stopPropagation();
    onMark(row);
  };
  return /* @__PURE__ */ createVNode2(
    "div",
    {
      ...frameOf(props),
      class: `hx-row hx-row-cells ${levelOf(path) > 1 ? "hx-row-below" : ""}`,
      "aria-selected": isOpen,
      "aria-expanded": isBase ? isUnfolded : void 0,
      "data-cursor": hasCursor || void 0,
      onClick: () => onOpen(path, row),
      children: [
        /* @__PURE__ */ createVNode2("span", { role: "gridcell", children: /* @__PURE__ */ createVNode2(
          "input",
          {
            class: "hx-box",
            type: "checkbox",
            tabIndex: -1,
            "aria-label": `Mark ${row.repo}`,
            checked: isMarked,
            onClick: mark
          }
        ) }),
        /* @__PURE__ */ createVNode2(NameCell, { ...props }),
        /* @__PURE__ */ createVNode2("span", { role: "gridcell", class: "hx-number hx-col-params", title: SOURCE[row.parameters_source], children: [
          row.parameters_source in SOURCE && "≈ ",
          parameters(row.parameters)
        ] }),
        /* @__PURE__ */ createVNode2("span", { role: "gridcell", class: "hx-col-license", children: /* @__PURE__ */ createVNode2(LicenseBadge, { of: row.license_class, id: row.license_id }) }),
        /* @__PURE__ */ createVNode2("span", { role: "gridcell", class: "hx-col-memory", children: /* @__PURE__ */ createVNode2(
          FitBadge,
          {
            of: row.fit,
            title: row.memory_bytes === null ? "Memory not known" : `Needs about ${bytes(row.memory_bytes)}`
          }
        ) }),
        /* @__PURE__ */ createVNode2("span", { role: "gridcell", class: "hx-number hx-col-downloads", children: downloads(row.downloads) }),
        /* @__PURE__ */ createVNode2("span", { role: "gridcell", class: "hx-number hx-muted hx-col-updated", children: age(row.updated_s) })
      ]
    }
  );
}
function NameCell({ row, path, relation, isLive, isUnfolded, showsTask, showsHub, onUnfold }) {
  const count = derivedCount(row);
  const relations = relationsText(row.derived);
  const unfold = (event) => {
    event.stopPropagation();
    onUnfold(path, row);
  };
  return /* @__PURE__ */ createVNode2("span", { role: "gridcell", class: "hx-row-name", title: row.repo, style: indent(path), children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-row-id", children: /* @__PURE__ */ createVNode2(ModelName, { repo: row.repo }) }),
    isLive && /* @__PURE__ */ createVNode2("span", { class: "hx-badge hx-plain hx-row-live", title: "Asked of the hub just now; not in the counts", children: "live" }),
    count > 0 && /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-badge hx-plain hx-row-derived",
        tabIndex: -1,
        "aria-label": `${isUnfolded ? "Fold" : "Unfold"} what was derived from ${row.repo}: ${relations}`,
        title: relations,
        onClick: unfold,
        children: [
          /* @__PURE__ */ createVNode2("span", { class: "hx-twist", "data-open": isUnfolded || void 0, "aria-hidden": "true" }),
          isUnfolded ? relations : `${exact(count)} derived`
        ]
      }
    ),
    relation !== null && /* @__PURE__ */ createVNode2("span", { class: "hx-row-relation", children: relationText(relation) }),
    row.gated && /* @__PURE__ */ createVNode2("span", { class: "hx-badge hx-plain hx-row-gated", children: "gated" }),
    showsTask && /* @__PURE__ */ createVNode2("span", { class: "hx-row-task", children: row.task }),
    showsHub && relation === null && /* @__PURE__ */ createVNode2("span", { class: "hx-row-hub", children: row.hub })
  ] });
}

// src/browser/rows.tsx
var HEAD_PX = 26;
var AROUND = 6;
var MAX_ROWS = 4e5;
function rowAt({ total, pages, live }, index) {
  if (index >= total) return live[index - total];
  return pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
}
function windowOf(scrollTop, height, rows) {
  const first = Math.max(0, Math.floor(scrollTop / ROW_PX) - AROUND);
  const last = Math.min(rows, Math.ceil((scrollTop + height) / ROW_PX) + AROUND);
  return [first, Math.max(first, last)];
}
function Rows(props) {
  const { idPrefix, pages, layout, cursor, onNeed } = props;
  const total = props.total + props.live.length + layout.extra;
  const place = cursor === null ? -1 : placeOf(layout, cursor);
  const scroller = useRef(null);
  const [view, setView] = useState({ top: 0, height: 640 });
  const lines = Math.min(total, MAX_ROWS);
  const [first, last] = windowOf(view.top, view.height, lines);
  const measure = () => {
    const box = scroller.current;
    if (box) setView({ top: box.scrollTop, height: box.clientHeight || 640 });
  };
  useLayoutEffect(() => {
    measure();
    if (typeof ResizeObserver === "undefined" || scroller.current === null) return void 0;
    const observer = new ResizeObserver(measure);
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, []);
  const places = Array.from({ length: last - first }, (_, step) => first + step);
  const shown = places.map((at) => lineAt(layout, at));
  const missing = shown.find((line) => isMissing(props, line));
  const page = missing?.kind === "row" ? Math.floor(missing.index / PAGE_ROWS) : null;
  useEffect(() => {
    if (page !== null) onNeed(page);
  }, [page, pages, onNeed]);
  useLayoutEffect(() => keepInSight(scroller.current, place), [place]);
  return /* @__PURE__ */ createVNode2(
    "div",
    {
      ref: scroller,
      class: "hx-rows",
      role: props.isTree ? "treegrid" : "grid",
      "aria-label": "Models",
      "aria-rowcount": total + 1,
      "aria-activedescendant": place >= first && place < last ? `${idPrefix}-${place}` : void 0,
      tabIndex: 0,
      onScroll: measure,
      children: [
        /* @__PURE__ */ createVNode2(Head, {}),
        /* @__PURE__ */ createVNode2("div", { class: "hx-rows-body", role: "rowgroup", style: { height: `${lines * ROW_PX}px` }, children: shown.map((line, step) => /* @__PURE__ */ createVNode2(ListLine, { ...props, line, at: first + step }, line.path)) }),
        total > MAX_ROWS && /* @__PURE__ */ createVNode2("p", { class: "hx-rows-end", children: [
          "The first ",
          exact(MAX_ROWS),
          " in this order. Narrow the search to see the others."
        ] })
      ]
    }
  );
}
function isMissing(props, line) {
  return line.kind === "row" && line.index < props.total && rowAt(props, line.index) === void 0;
}
function ListLine({ line, at, ...props }) {
  const { path } = line;
  const frame = { id: `${props.idPrefix}-${at}`, at, path, isTree: props.isTree };
  const hasCursor = path === props.cursor;
  if (line.kind === "more") {
    const { onMore, onAlone } = props;
    const more = { base: baseOf(path), left: line.left, hasCursor, onMore, onAlone };
    return /* @__PURE__ */ createVNode2(MoreRow, { ...frame, ...more });
  }
  const row = line.kind === "derived" ? line.row : rowAt(props, line.index);
  if (row === void 0) return /* @__PURE__ */ createVNode2(WaitingRow, { ...frame, width: `${30 + at * 13 % 25}%` });
  return /* @__PURE__ */ createVNode2(
    ModelRow,
    {
      ...props,
      ...frame,
      row,
      relation: line.kind === "derived" ? line.relation : null,
      isLive: line.kind === "row" && line.index >= props.total,
      isOpen: props.opened !== null && identity(props.opened) === identity(row),
      isMarked: props.marked.has(identity(row)),
      isUnfolded: props.families.has(path),
      hasCursor
    }
  );
}
function keepInSight(box, cursor) {
  if (box === null || cursor < 0) return;
  const top = cursor * ROW_PX;
  const visible = box.clientHeight - HEAD_PX;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + ROW_PX > box.scrollTop + visible) box.scrollTop = top + ROW_PX - visible;
}
function Head() {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-rows-head", role: "rowgroup", children: /* @__PURE__ */ createVNode2("div", { class: "hx-row-cells", role: "row", "aria-rowindex": 1, children: [
    /* @__PURE__ */ createVNode2("span", { role: "columnheader", children: /* @__PURE__ */ createVNode2("span", { class: "hx-said", children: "Marked" }) }),
    /* @__PURE__ */ createVNode2("span", { role: "columnheader", children: "Model" }),
    /* @__PURE__ */ createVNode2("span", { role: "columnheader", class: "hx-number hx-col-params", children: "Params" }),
    /* @__PURE__ */ createVNode2("span", { role: "columnheader", class: "hx-col-license", children: "License" }),
    /* @__PURE__ */ createVNode2("span", { role: "columnheader", class: "hx-col-memory", children: "Memory" }),
    /* @__PURE__ */ createVNode2("span", { role: "columnheader", class: "hx-number hx-col-downloads", children: "Downloads" }),
    /* @__PURE__ */ createVNode2("span", { role: "columnheader", class: "hx-number hx-col-updated", children: "Updated" })
  ] }) });
}

// src/browser/unfolding.ts
var NONE = /* @__PURE__ */ new Map();
function useUnfolding(screen, { filters, counts }) {
  const [state, setState] = useState({ of: counts, families: NONE });
  const present = useRef(counts);
  present.current = counts;
  const families = state.of === counts ? state.families : NONE;
  const layout = useMemo(() => layoutOf(families), [families]);
  const change = (next) => setState((old) => ({ of: counts, families: next(old.of === counts ? old.families : NONE) }));
  const unfold = async (path, row) => {
    const known = families.get(path) ?? { rows: [], relations: [], size: 0 };
    const offset = known.rows.length;
    const page = await screen.ask("derived", { filters, key: keyOf(row), offset, limit: PAGE_ROWS });
    if (page === void 0 || present.current !== counts) return;
    const rows = [...known.rows, ...rowsOf(page.rows)];
    const relations = [...known.relations, ...page.relations];
    change((before) => new Map([...before, [path, { rows, relations, size: page.size }]]));
  };
  return {
    families,
    layout,
    unfold: (path, row) => void unfold(path, row),
    fold: (path) => change((before) => folded(before, path))
  };
}
function derivedAt(families, path) {
  return families.get(baseOf(path))?.rows[Number(path.slice(path.lastIndexOf("/") + 1))];
}

// src/browser/list.ts
function useList(screen, found, placed, onChange) {
  const { filters, counts } = found;
  const [held, setHeld] = useState(null);
  const cursor = held?.of === filters ? held.path : null;
  const setCursor = (path) => setHeld({ of: filters, path });
  const tree = useUnfolding(screen, found);
  const { families, layout } = tree;
  const rowOf = (path) => path.includes("/") ? derivedAt(families, path) : rowAt(placed, Number(path));
  const move = (lines) => {
    const last = placed.total + placed.live.length + layout.extra - 1;
    const now = cursor === null ? -1 : placeOf(layout, cursor);
    setCursor(lineAt(layout, Math.max(0, Math.min(last, now + lines))).path);
  };
  const more = (base) => {
    const row = rowOf(base);
    if (row) tree.unfold(base, row);
  };
  const open = (path) => {
    if (path === null) return;
    setCursor(path);
    const row = rowOf(path);
    if (row) void screen.ask("open", { key: keyOf(row) });
    else more(baseOf(path));
  };
  const unfold = () => {
    if (cursor === null || families.has(cursor)) return;
    const row = rowOf(cursor);
    if (row === void 0) more(baseOf(cursor));
    else if (derivedCount(row) > 0) tree.unfold(cursor, row);
  };
  const foldAt = (path) => {
    const base = families.has(path) ? path : baseOf(path);
    if (!families.has(base)) return;
    tree.fold(base);
    if (cursor?.startsWith(`${base}/`)) setCursor(base);
  };
  return {
    cursor,
    tree,
    current: () => cursor === null ? void 0 : rowOf(cursor),
    move,
    open,
    unfold,
    fold: () => cursor !== null && foldAt(cursor),
    toggle: (path, row) => families.has(path) ? foldAt(path) : tree.unfold(path, row),
    more,
    alone: (base) => {
      const row = rowOf(base);
      if (row) onChange(derivedFrom(filters, row, (counts?.hubs.length ?? 0) > 1));
    }
  };
}

// src/browser/live.ts
var PAUSE_MS = 600;
var NOTHING_LIVE = { rows: [], isAsking: false, hasMore: false, problem: "" };
function useLive(screen, { filters, counts }) {
  const { ask } = screen;
  const print = useMemo(() => fingerprint(filters), [filters]);
  const [answer, setAnswer] = useState(null);
  const isPartial = counts?.is_partial ?? false;
  useEffect(() => {
    if (!isPartial) return void 0;
    let isWanted = true;
    const timer = setTimeout(() => {
      setAnswer({ print, data: null });
      void ask("live", { filters }).then((data) => {
        if (isWanted) setAnswer(data === void 0 ? null : { print, data });
      });
    }, PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [ask, print, isPartial]);
  return useMemo(() => {
    if (!isPartial || answer?.print !== print) return NOTHING_LIVE;
    if (answer.data === null) return { ...NOTHING_LIVE, isAsking: true };
    const { rows, has_more, problem } = answer.data;
    return { rows: rowsOf(rows), isAsking: false, hasMore: has_more, problem };
  }, [answer, print, isPartial]);
}
function liveText({ rows, isAsking, hasMore, problem }) {
  if (isAsking) return "asking the hubs for more";
  if (rows.length > 0) return `${rows.length}${hasMore ? " or more" : ""} live from the hub at the end`;
  return problem;
}

// src/browser/lineform.tsx
async function outcomeOf(request) {
  try {
    await request;
    return null;
  } catch (error) {
    if (error instanceof Superseded) return null;
    if (!(error instanceof RequestFailed)) throw error;
    return error.view();
  }
}
function LineForm({ label, placeholder, action, onSubmit, onClose }) {
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const field = useRef(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async (event) => {
    event.preventDefault();
    if (text.trim() === "" || isBusy) return;
    setBusy(true);
    const outcome = await onSubmit(text.trim());
    setBusy(false);
    setProblem(outcome);
    if (outcome === null) onClose();
  };
  const onKeyDown = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return /* @__PURE__ */ createVNode2("form", { class: "hx-line-form", onSubmit: (event) => void submit(event), onKeyDown, children: [
    /* @__PURE__ */ createVNode2(
      "input",
      {
        ref: field,
        class: "hx-field",
        "aria-label": label,
        "aria-invalid": problem !== null,
        placeholder,
        maxLength: 400,
        value: text,
        onInput: (event) => setText(event.currentTarget.value)
      }
    ),
    /* @__PURE__ */ createVNode2("button", { type: "submit", class: "hx-btn", disabled: text.trim() === "" || isBusy, children: isBusy ? "Asking…" : action }),
    problem !== null && /* @__PURE__ */ createVNode2("p", { class: "hx-line-problem", role: "alert", children: [
      problem.message,
      ". ",
      problem.hint
    ] })
  ] });
}

// src/browser/searchbar.tsx
var SORTS = [
  ["downloads", "downloads"],
  ["likes", "likes"],
  ["updated", "last update"],
  ["parameters", "parameters"],
  ["name", "name"],
  ["relevance", "relevance"]
];
var SCORE_SORT = ["score", "published score"];
function SearchBar(props) {
  const { field, filters, counts, onChange, onIntoList, onRead } = props;
  const onKeyDown = (event) => {
    const reads = event.key === "Enter" && namesFilters(filters.text);
    if (reads) onRead();
    else if (event.key === "ArrowDown" || event.key === "Enter") onIntoList();
    else return;
    event.preventDefault();
  };
  const onInput = (event) => {
    onChange({ ...filters, text: event.currentTarget.value });
    if (event.data === " " && namesFilters(event.currentTarget.value)) onRead();
  };
  const hintId = useUnique("hint");
  const hint = counts?.hint ?? "";
  return /* @__PURE__ */ createVNode2("div", { class: "hx-search", role: "search", children: [
    /* @__PURE__ */ createVNode2("div", { class: "hx-search-line", children: [
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-btn hx-filters-button",
          "aria-pressed": props.areFiltersShown,
          onClick: props.onFilters,
          children: "Filters"
        }
      ),
      /* @__PURE__ */ createVNode2("div", { class: "hx-query", children: [
        /* @__PURE__ */ createVNode2(
          "input",
          {
            ref: field,
            class: "hx-field",
            type: "text",
            role: "searchbox",
            autocomplete: "off",
            spellcheck: false,
            placeholder: "Search names, authors, tags, or type language:de params:<1B -format:gguf",
            "aria-label": "Search models",
            value: filters.text,
            "aria-describedby": hintId,
            onInput,
            onKeyDown
          }
        ),
        filters.text === "" ? /* @__PURE__ */ createVNode2("kbd", { "aria-hidden": "true", children: "/" }) : /* @__PURE__ */ createVNode2(
          "button",
          {
            type: "button",
            class: "hx-clear",
            "aria-label": "Clear the text",
            onClick: () => onChange({ ...filters, text: "" }),
            children: "×"
          }
        )
      ] }),
      /* @__PURE__ */ createVNode2("label", { class: "hx-check hx-fold", title: "A model derived from one in the list is counted in its row", children: [
        /* @__PURE__ */ createVNode2(
          "input",
          {
            class: "hx-box",
            type: "checkbox",
            checked: filters.fold,
            onClick: () => onChange({ ...filters, fold: !filters.fold })
          }
        ),
        "Group derived"
      ] }),
      /* @__PURE__ */ createVNode2("label", { class: "hx-sort", children: [
        /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "Sort" }),
        /* @__PURE__ */ createVNode2(
          "select",
          {
            class: "hx-field",
            value: filters.sort,
            onChange: (event) => onChange({ ...filters, sort: event.currentTarget.value }),
            children: (Object.keys(filters.scores).length > 0 ? [...SORTS, SCORE_SORT] : SORTS).map(
              ([value, label]) => /* @__PURE__ */ createVNode2("option", { value, children: label }, value)
            )
          }
        )
      ] })
    ] }),
    /* @__PURE__ */ createVNode2("p", { id: hintId, class: "hx-hint", children: [
      hint !== "" && /* @__PURE__ */ createVNode2(Fragment, { children: [
        /* @__PURE__ */ createVNode2("span", { class: "hx-dot hx-dot-warning", "aria-hidden": "true" }),
        " Not understood: ",
        hint
      ] }),
      counts?.near.map((near) => /* @__PURE__ */ createVNode2("span", { class: "hx-near", children: [
        "No model has ",
        near.facet,
        ":",
        near.value,
        ". Did you mean",
        " ",
        /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link", onClick: () => onChange(meant(filters, near)), children: near.meant }),
        "?"
      ] }, `${near.facet}:${near.value}`))
    ] }),
    /* @__PURE__ */ createVNode2(ActiveFilters, { ...props, active: chips(filters, props.sections) })
  ] });
}
function totalText({ total, size, folded: folded2, is_partial }) {
  const found = `${exact(total)} of ${exact(size)}${is_partial ? " listed" : ""}`;
  return folded2 > 0 ? `${found}, in ${exact(total - folded2)} rows` : found;
}
function ActiveFilters({ active, filters, counts, copied, ...props }) {
  const { onChange, onCopy, onSave } = props;
  const [isSaving, setSaving] = useState(false);
  const isInUse = filters.text !== "" || active.length > 0;
  return /* @__PURE__ */ createVNode2("div", { class: "hx-chips hx-active", children: [
    !isInUse && props.children,
    active.map((chip) => /* @__PURE__ */ createVNode2("span", { class: `hx-chip ${chip.isNot ? "hx-not" : ""}`, children: [
      /* @__PURE__ */ createVNode2("span", { title: chip.label, children: chip.label }),
      /* @__PURE__ */ createVNode2("button", { type: "button", "aria-label": `Remove ${chip.label}`, onClick: () => onChange(chip.removed), children: "×" })
    ] }, chip.key)),
    active.length > 1 && /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-link",
        onClick: () => onChange({ ...cleared(filters), text: filters.text }),
        children: "Clear"
      }
    ),
    /* @__PURE__ */ createVNode2("span", { class: "hx-total hx-muted", children: [
      /* @__PURE__ */ createVNode2("span", { children: counts === null ? "Searching…" : totalText(counts) }),
      props.live !== "" && /* @__PURE__ */ createVNode2("span", { class: "hx-live-text", title: props.live, children: props.live }),
      counts !== null && counts.corrected !== "" && /* @__PURE__ */ createVNode2("span", { children: [
        "showing ",
        /* @__PURE__ */ createVNode2("b", { children: counts.corrected })
      ] }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-space" }),
      isSaving && /* @__PURE__ */ createVNode2(
        LineForm,
        {
          label: "Name of this search",
          placeholder: "Name of this search",
          action: "Save",
          onSubmit: onSave,
          onClose: () => setSaving(false)
        }
      ),
      !isSaving && isInUse && /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link hx-quiet", onClick: () => setSaving(true), children: "Save" }),
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link hx-quiet", onClick: () => onCopy("query"), children: copied === "query" ? "Copied" : "Copy query" }),
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link hx-quiet", onClick: () => onCopy("code"), children: copied === "code" ? "Copied" : "Copy as code" })
    ] })
  ] });
}

// src/browser/shelf.tsx
function useShelf(screen, isInSight, generation, onChange) {
  const { ask, connection, announce } = screen;
  const [data, setData] = useState(null);
  const took = useCallback((next) => next && setData(next), []);
  useEffect(() => {
    if (isInSight) void ask("shelf", {}).then(took);
  }, [ask, took, isInSight, generation]);
  return {
    data,
    save: (name, filters) => outcomeOf(
      connection.request("save", { name, filters }).then(took).then(() => announce(`Saved as ${name}`))
    ),
    forget: (name) => void ask("forget", { name }).then(took),
    reopen: (name, onlyNew) => void ask("reopen", { name, only_new: onlyNew }).then((found) => found && onChange(found.filters)),
    follow: (where) => outcomeOf(
      connection.request("follow", { where }).then(took).then(() => announce(`Following ${where}`))
    ),
    unfollow: (where) => void ask("unfollow", { where }).then(took)
  };
}
function ShelfLine({ shelf, onCollection }) {
  const { data, forget, reopen, follow, unfollow } = shelf;
  const [isFollowing, setFollowing] = useState(false);
  if (data === null) return null;
  return /* @__PURE__ */ createVNode2("div", { class: "hx-shelf", children: [
    data.saved.length > 0 && /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "Saved" }),
    data.saved.map((one) => /* @__PURE__ */ createVNode2("span", { class: "hx-chip hx-saved", children: [
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-saved-name",
          title: one.query,
          onClick: () => reopen(one.name, false),
          children: [
            one.name,
            " ",
            /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: exact(one.total) })
          ]
        }
      ),
      one.new > 0 && /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-saved-new", onClick: () => reopen(one.name, true), children: [
        exact(one.new),
        " new",
        /* @__PURE__ */ createVNode2("span", { class: "hx-said", children: [
          " in ",
          one.name
        ] })
      ] }),
      /* @__PURE__ */ createVNode2("button", { type: "button", "aria-label": `Forget the search ${one.name}`, onClick: () => forget(one.name), children: "×" })
    ] }, one.name)),
    /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "Collections" }),
    data.collections.map((one) => /* @__PURE__ */ createVNode2(
      Collection,
      {
        one,
        onOpen: () => onCollection(one.name),
        onUnfollow: () => unfollow(one.source)
      },
      one.name
    )),
    isFollowing ? /* @__PURE__ */ createVNode2(
      LineForm,
      {
        label: "Repository or file to follow",
        placeholder: "HUB:TEAM/LISTS or a .toml file",
        action: "Follow",
        onSubmit: follow,
        onClose: () => setFollowing(false)
      }
    ) : /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-link hx-quiet",
        title: "Take over the lists of a hub's repository or of a file that your team shares",
        onClick: () => setFollowing(true),
        children: "Follow…"
      }
    )
  ] });
}
function Collection({ one, onOpen, onUnfollow }) {
  const from = one.source === "" ? "" : `Followed from ${one.source}`;
  return /* @__PURE__ */ createVNode2("span", { class: "hx-chip hx-saved", children: [
    /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-saved-name",
        title: [one.about, from].filter((part) => part !== "").join("\n"),
        disabled: one.total === 0,
        onClick: onOpen,
        children: [
          one.name,
          " ",
          /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: exact(one.total) })
        ]
      }
    ),
    one.source !== "" && /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        title: `No longer follow ${one.source}`,
        "aria-label": `No longer follow ${one.name}, from ${one.source}`,
        onClick: onUnfollow,
        children: "×"
      }
    )
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
function percentOf(done, total) {
  return total > 0 ? Math.round(Math.min(1, done / total) * 100) : 0;
}

// src/browser/sync.tsx
function useSync(screen) {
  const { ask, connection, announce } = screen;
  const [event, setEvent] = useState(null);
  const [isStopping, setStopping] = useState(false);
  const took = useCallback(
    (next) => {
      if (next === void 0) return;
      setEvent(next);
      if (next.status !== "running") setStopping(false);
    },
    [setEvent]
  );
  useEffect(() => connection.listen("sync", took), [connection, took]);
  useEffect(() => void ask("sync_state", {}).then(took), [ask, took]);
  const status = event?.status;
  useEffect(() => {
    if (status === "failed") announce("The list could not be brought up to date.");
    if (status === "running") announce("The list is being brought up to date.");
  }, [status, announce]);
  const start = () => {
    setEvent({ status: "running", done: 0, total: 0, text: "Asking the hubs", error: null });
    void ask("sync", {}).then((next) => next === void 0 ? setEvent(null) : took(next));
  };
  const stop = () => {
    setStopping(true);
    void ask("sync_stop", {});
  };
  return { event, start, stop, isStopping };
}
function SyncLine({ sync, built_s }) {
  const { event, start, stop, isStopping } = sync;
  if (event?.status === "running") {
    return /* @__PURE__ */ createVNode2("span", { class: "hx-sync", children: [
      /* @__PURE__ */ createVNode2(ProgressBar, { label: "Bringing the list up to date", done: event.done, total: event.total }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-sync-text", title: event.text, children: isStopping ? "Stopping; what came is kept" : event.text || "Starting" }),
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link", disabled: isStopping, onClick: stop, children: "Cancel" })
    ] });
  }
  return /* @__PURE__ */ createVNode2("span", { class: "hx-sync", children: [
    event?.error ? /* @__PURE__ */ createVNode2("span", { class: "hx-hub-problem hx-sync-text", title: event.error.hint, children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-dot hx-dot-warning", "aria-hidden": "true" }),
      event.error.message,
      ". ",
      event.error.hint
    ] }) : /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
      event?.status === "canceled" && "stopped, what came is kept · ",
      built_s > 0 && `as of ${freshness(built_s)}`
    ] }),
    /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link", onClick: start, children: event?.status === "failed" || event?.status === "canceled" ? "Go on" : "Sync" })
  ] });
}
function freshness(then_s, now_s = Date.now() / 1e3) {
  return now_s - then_s < 60 ? "now" : `${age(then_s, now_s)} ago`;
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
function useKeys(screen, bindings) {
  useLayoutEffect(() => screen.bind(bindings));
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

// src/browser.tsx
var WIDE_PAGE_ROWS = 15;
function Browser({ screen }) {
  const sections = useSections(useTrait(screen.model, "sections"));
  const { found, finder } = useFinder(screen, sections);
  const { filters, counts, pages } = found;
  const sync = useSync(screen);
  const machine = useTrait(screen.model, "machine");
  const generation = useTrait(screen.model, "generation");
  const opened = useTrait(screen.model, "opened");
  const marks = useTrait(screen.model, "marked");
  const marked = useMemo(() => new Set(marks.map(identity)), [marks]);
  const [areFiltersShown, showFilters] = useState(false);
  const [copied, setCopied] = useState(null);
  const field = useRef(null);
  const area = useRef(null);
  const idPrefix = useUnique("row");
  const live = useLive(screen, found);
  const total = counts === null ? 0 : counts.total - counts.folded;
  const placed = { total, pages, live: live.rows };
  const change = useCallback((next) => finder.find(next), [finder]);
  const list = useList(screen, found, placed, change);
  const isPlain = filters.text === "" && filters.machine === "" && !isFiltered(filters);
  const shelf = useShelf(screen, isPlain, generation, change);
  const checkMachine = async (text) => (await screen.ask("machine", { machine: text }))?.problem ?? "";
  const mark = (row) => {
    if (!row) return;
    const present = marks.find((key) => identity(key) === identity(row));
    void screen.ask("mark", { key: present ?? keyOf(row), on: present === void 0 });
  };
  const focusList = () => area.current?.querySelector(".hx-rows")?.focus();
  const focusSearch = () => {
    field.current?.focus();
    field.current?.select();
  };
  const focusFilters = () => area.current?.parentElement?.querySelector(".hx-facets .hx-box:not([aria-disabled])")?.focus();
  const copy = async (what) => {
    const reply = await screen.ask("code", { filters });
    if (reply && await copyText(reply[what])) setCopied(what);
  };
  const read = async () => {
    const asked = finder.wanted;
    const reply = await screen.ask("read", { text: asked.text, filters: asked });
    if (reply === void 0) return;
    const next = afterReading(reply.filters, asked, finder.wanted);
    if (next !== null) change(next);
    const { text } = finder.wanted;
    if (text !== asked.text && text.endsWith(" ") && namesFilters(text)) await read();
  };
  const lookup = useCallback(
    async (facet, contains) => (await screen.ask("facet", { filters, facet, contains }))?.values ?? [],
    [screen.ask, filters]
  );
  const back = () => {
    if (document.activeElement === field.current) focusList();
    else if (filters.text !== "") change({ ...filters, text: "" });
  };
  useEffect(() => setCopied(null), [filters]);
  useKeys(screen, [
    { keys: ["/"], label: "Search", run: focusSearch },
    { keys: ["f"], label: "Filters: arrows walk them, Space chooses, x excludes", run: focusFilters },
    { keys: ["j", "ArrowDown"], label: "Next model", run: () => list.move(1) },
    { keys: ["k", "ArrowUp"], label: "Previous model", run: () => list.move(-1) },
    { keys: ["PageDown"], label: "Further down", run: () => list.move(WIDE_PAGE_ROWS) },
    { keys: ["PageUp"], label: "Further up", run: () => list.move(-WIDE_PAGE_ROWS) },
    { keys: ["Enter"], label: "Open the model", run: () => list.open(list.cursor) },
    { keys: ["ArrowRight", "l", "o"], label: "Unfold what was derived from the model", run: list.unfold },
    { keys: ["ArrowLeft", "h"], label: "Fold it again", run: list.fold },
    {
      keys: ["m"],
      label: "Mark for comparison",
      run: () => mark(list.current())
    },
    { keys: ["c"], label: "Compare what is marked", run: () => void screen.ask("compare", {}) },
    { keys: ["Escape"], label: "Back to the list; clear the text", run: back, whileTyping: true }
  ]);
  return /* @__PURE__ */ createVNode2("div", { class: "hx-find", "data-filters": areFiltersShown ? "shown" : void 0, children: [
    /* @__PURE__ */ createVNode2(
      Facets,
      {
        filters,
        sections,
        counts,
        machine,
        checkMachine,
        onChange: change,
        lookup
      }
    ),
    /* @__PURE__ */ createVNode2("section", { ref: area, class: "hx-results", "aria-label": "Results", "data-answers": found.answers, children: [
      /* @__PURE__ */ createVNode2(
        SearchBar,
        {
          field,
          filters,
          counts,
          sections: sections.all,
          copied,
          live: liveText(live),
          onChange: change,
          areFiltersShown,
          onFilters: () => showFilters(!areFiltersShown),
          onRead: () => void read(),
          onSave: (name) => shelf.save(name, filters),
          onCopy: (what) => void copy(what),
          onIntoList: () => {
            focusList();
            if (list.cursor === null) list.move(1);
          },
          children: /* @__PURE__ */ createVNode2(ShelfLine, { shelf, onCollection: (name) => change({ ...filters, collection: name }) })
        }
      ),
      counts === null && /* @__PURE__ */ createVNode2(Skeleton, { rows: 12, height: 16 }),
      counts !== null && total + live.rows.length === 0 && /* @__PURE__ */ createVNode2(Nothing, { filters, counts, sections: sections.all, onChange: change }),
      counts !== null && total + live.rows.length > 0 && /* @__PURE__ */ createVNode2(
        Rows,
        {
          idPrefix,
          ...placed,
          isTree: filters.fold,
          families: list.tree.families,
          layout: list.tree.layout,
          cursor: list.cursor,
          opened,
          marked,
          showsTask: filters.any["task"]?.length !== 1,
          showsHub: counts.hubs.length > 1,
          onOpen: list.open,
          onMark: mark,
          onUnfold: list.toggle,
          onMore: list.more,
          onAlone: list.alone,
          onNeed: (page) => finder.need(page)
        }
      ),
      /* @__PURE__ */ createVNode2(HubLine, { hubs: counts?.hubs ?? [], children: /* @__PURE__ */ createVNode2(SyncLine, { sync, built_s: counts?.built_s ?? 0 }) })
    ] })
  ] });
}
function useFinder(screen, sections) {
  const { model, connection, report, announce } = screen;
  const wanted = useTrait(model, "filters");
  const generation = useTrait(model, "generation");
  const [found, setFound] = useState({
    filters: { ...NO_FILTERS, ...wanted },
    counts: null,
    pages: /* @__PURE__ */ new Map(),
    answers: 0
  });
  const finder = useMemo(
    // The kernel took the filters from the search itself: the trait only follows here.
    () => new Finder(connection, found.filters, setFound, report, (used) => model.set("filters", used), sections),
    [model, connection, report]
  );
  useEffect(() => finder.find(finder.wanted), [finder, generation]);
  useEffect(() => {
    finder.counted = sections;
    if (finder.lacks(sections)) finder.find(finder.wanted);
  }, [finder, sections]);
  useEffect(() => {
    const news = { ...NO_FILTERS, ...wanted };
    if (!finder.isOwn(news)) finder.find(news);
  }, [finder, wanted]);
  const total = found.counts?.total;
  useEffect(() => {
    if (total !== void 0) announce(`${exact(total)} models`);
  }, [total, announce]);
  return { found, finder };
}
var browser_default = asWidget("browser", "Find models", Browser);
export {
  browser_default as default
};
