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
function getHookState(index2, type) {
  if (options2._hook) {
    options2._hook(currentComponent, index2, currentHook || type);
  }
  currentHook = 0;
  const hooks = currentComponent.__hooks || (currentComponent.__hooks = {
    _list: [],
    _pendingEffects: []
  });
  if (index2 >= hooks._list.length) {
    hooks._list.push({});
  }
  return hooks._list[index2];
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
  return !oldArgs || oldArgs.length != newArgs.length || newArgs.some((arg, index2) => !ObjectIs(arg, oldArgs[index2]));
}
function invokeOrReturn(arg, f) {
  return typeof f == "function" ? f(arg) : f;
}

// src/shared/format.ts
var GROUPED = new Intl.NumberFormat("en-US");
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
function bytes(size) {
  if (size === null) return "–";
  if (size < 1e3) return `${size} B`;
  if (size < 99950) return `${scaled(size, 1e3, ["B", "kB"], " ")}`;
  const [divisor, unit] = size < 9995e5 ? [1e6, "MB"] : size < 9995e8 ? [1e9, "GB"] : [1e12, "TB"];
  const value = size / divisor;
  return `${value.toFixed(value < 99.95 ? 1 : 0).replace(/\.0$/, "")} ${unit}`;
}
function day(then_s) {
  return then_s <= 0 ? "–" : new Date(then_s * 1e3).toISOString().slice(0, 10);
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
function matches(a, b) {
  const isAny = a.commit === null || b.commit === null;
  return identity(a) === identity(b) && (isAny || a.commit === b.commit);
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
function Failed({ what, onRetry }) {
  return /* @__PURE__ */ createVNode2(Empty, { title: `${what} could not be loaded.`, children: /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onRetry, children: "Try again" }) });
}
function Skeleton({ rows, height = 20 }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-skeletons", role: "img", "aria-label": "Loading", children: Array.from({ length: rows }, (_, row) => /* @__PURE__ */ createVNode2("div", { class: "hx-skeleton", style: { height, width: `${92 - row * 17 % 40}%` } }, row)) });
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
function Tabs({ tabs, active, label, idPrefix, class: extra = "", onSelect }) {
  const list = useRef(null);
  const onKeyDown = (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const at = tabs.findIndex((tab) => tab.name === active);
    const next = (at + step + tabs.length) % tabs.length;
    onSelect(tabs[next]?.name ?? active);
    list.current?.querySelectorAll("[role=tab]")[next]?.focus();
  };
  return /* @__PURE__ */ createVNode2("div", { ref: list, class: `hx-tabs ${extra}`, role: "tablist", "aria-label": label, onKeyDown, children: tabs.map((tab) => /* @__PURE__ */ createVNode2(
    "button",
    {
      type: "button",
      role: "tab",
      id: `${idPrefix}-tab-${tab.name}`,
      class: "hx-tab",
      "aria-selected": tab.name === active,
      "aria-controls": tab.name === active ? `${idPrefix}-panel` : void 0,
      tabIndex: tab.name === active ? 0 : -1,
      onClick: () => onSelect(tab.name),
      children: [
        tab.label,
        tab.count !== void 0 && tab.count > 0 && /* @__PURE__ */ createVNode2("span", { class: "hx-count", children: tab.count })
      ]
    },
    tab.name
  )) });
}
function useUnique(prefix) {
  const [id] = useState(() => `hx-${prefix}-${Math.random().toString(36).slice(2, 10)}`);
  return id;
}

// src/card/frame.tsx
var SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
function fill(frame, html) {
  const allowed = (frame.getAttribute("sandbox") ?? "allow-scripts").split(/\s+/);
  if (allowed.includes("allow-scripts")) {
    throw new Error("A card is never shown in a frame that may run scripts.");
  }
  frame.setAttribute("srcdoc", html);
}
var COLORS = [
  ["--hx-paper", "--hx-bg"],
  ["--hx-ink", "--hx-fg"],
  ["--hx-ink-soft", "--hx-fg2"],
  ["--hx-tint", "--hx-bg2"],
  ["--hx-line", "--hx-line"],
  ["--hx-link", "--hx-acc-fg"]
];
function mirrorTheme(frame, isDark) {
  const root = frame.contentDocument?.documentElement;
  if (!root) return;
  root.setAttribute("data-theme", isDark ? "dark" : "light");
  const around = getComputedStyle(frame);
  for (const [theirs, ours] of COLORS) root.style.setProperty(theirs, around.getPropertyValue(ours));
}
function CardFrame({ html, title, isDark, jump, find, onFound }) {
  const frame = useRef(null);
  const paint = () => {
    if (frame.current !== null) mirrorTheme(frame.current, isDark);
  };
  useLayoutEffect(() => {
    if (frame.current !== null) fill(frame.current, html);
  }, [html]);
  useEffect(paint, [isDark]);
  useEffect(() => {
    const target = jump.id === "" ? null : frame.current?.contentDocument?.getElementById(jump.id);
    target?.scrollIntoView({ block: "start" });
  }, [jump]);
  useEffect(() => {
    if (frame.current === null) return;
    onFound(find.text === "" ? null : findInside(frame.current, find.text, find.back));
  }, [find]);
  return /* @__PURE__ */ createVNode2("iframe", { ref: frame, class: "hx-frame", sandbox: SANDBOX, title, onLoad: paint });
}
function findInside(frame, text, back = false) {
  const page = frame.contentDocument;
  const selection = page?.getSelection();
  if (!page?.body || !selection) return { at: 0, of: 0 };
  const wanted = text.toLowerCase();
  const places = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const words = (node.textContent ?? "").toLowerCase();
    for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + wanted.length)) {
      const place = page.createRange();
      place.setStart(node, at);
      place.setEnd(node, at + wanted.length);
      places.push(place);
    }
  }
  const present = selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  const compared = (place) => present === null ? 0 : place.compareBoundaryPoints(Range.START_TO_START, present);
  const next = back ? places.filter((place) => compared(place) < 0).at(-1) ?? places.at(-1) : places.find((place) => present === null || compared(place) > 0) ?? places[0];
  if (next === void 0) return { at: 0, of: 0 };
  selection.removeAllRanges();
  selection.addRange(next);
  next.startContainer.parentElement?.scrollIntoView({ block: "center" });
  return { at: places.indexOf(next) + 1, of: places.length };
}

// src/card/cardtab.tsx
function CardTab({ screen, model }) {
  const [card, setCard] = useState(null);
  const [jump, setJump] = useState({ id: "", times: 0 });
  const [find, setFind] = useState({ text: "", times: 0, back: false });
  const [found, setFound] = useState(null);
  const { ask } = screen;
  const load = (images) => {
    void ask("card", { key: model, images }).then((data) => data && setCard(data));
  };
  useEffect(() => {
    setCard(null);
    load(false);
  }, [model.hub, model.repo, model.commit, ask]);
  if (card === null) return /* @__PURE__ */ createVNode2(Skeleton, { rows: 8 });
  return /* @__PURE__ */ createVNode2("div", { class: "hx-card-tab", children: [
    /* @__PURE__ */ createVNode2("div", { class: "hx-card-bar", children: [
      card.toc.length > 1 && /* @__PURE__ */ createVNode2(
        "select",
        {
          class: "hx-field",
          "aria-label": "Contents of the card",
          value: "",
          onChange: (event) => setJump({ id: event.currentTarget.value, times: jump.times + 1 }),
          children: [
            /* @__PURE__ */ createVNode2("option", { value: "", children: "Contents" }),
            card.toc.map((entry) => /* @__PURE__ */ createVNode2("option", { value: entry.id, children: " ".repeat(Math.max(0, entry.level - 1)) + entry.text }, entry.id))
          ]
        }
      ),
      /* @__PURE__ */ createVNode2(
        "input",
        {
          class: "hx-field hx-card-find",
          type: "search",
          placeholder: "Find in card",
          title: "Enter: next; Shift+Enter: the one before",
          "aria-label": "Find in card",
          onKeyDown: (event) => {
            if (event.key !== "Enter") return;
            setFind({
              text: event.currentTarget.value.trim(),
              times: find.times + 1,
              back: event.shiftKey
            });
          },
          onInput: () => setFound(null)
        }
      ),
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted hx-card-found", role: "status", children: found !== null && (found.of === 0 ? "not in the card" : `${found.at} of ${found.of}`) }),
      card.images_withheld > 0 && /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-btn",
          title: "Their servers will see that you read this card",
          onClick: () => load(true),
          children: [
            "Show ",
            plural(card.images_withheld, "remote image")
          ]
        }
      )
    ] }),
    card.plain !== "" && /* @__PURE__ */ createVNode2("p", { class: "hx-notice", role: "note", children: [
      "This card is shown as plain text: ",
      card.plain
    ] }),
    /* @__PURE__ */ createVNode2(
      CardFrame,
      {
        html: card.srcdoc,
        title: `Card of ${model.repo}`,
        isDark: screen.isDark,
        jump,
        find,
        onFound: setFound
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

// src/shared/fetching.tsx
var WORD = {
  running: "Fetching",
  paused: "Paused",
  done: "Done",
  failed: "Failed"
};
var AGAIN = {
  running: "Pause",
  paused: "Resume",
  done: "Fetch again",
  failed: "Try again"
};
function Fetching({ download, act }) {
  const { key, status, done_bytes: done, total_bytes: total, problem, hint } = download;
  const isRunning = status === "running";
  return /* @__PURE__ */ createVNode2("div", { class: "hx-fetch", role: "group", "aria-label": `Download of ${key.repo}`, children: [
    /* @__PURE__ */ createVNode2("span", { children: [
      WORD[status],
      " ",
      bytes(done),
      " of ",
      bytes(total)
    ] }),
    /* @__PURE__ */ createVNode2(ProgressBar, { label: `Download of ${key.repo}`, done, total }),
    /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: () => void act(isRunning ? "pause" : "resume", { key }), children: AGAIN[status] }),
    /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: () => void act("cancel", { key }), children: "Cancel" }),
    problem !== "" && /* @__PURE__ */ createVNode2("span", { class: "hx-fetch-problem", children: [
      problem,
      " ",
      /* @__PURE__ */ createVNode2(Linked, { text: hint })
    ] })
  ] });
}

// src/card/license.tsx
var PLACE = {
  hub: "Hub's tag",
  metadata: "Card's metadata",
  text: "Card's text",
  file: "File",
  base: "Base model"
};
function LicenseSection({ page }) {
  return /* @__PURE__ */ createVNode2("section", { class: "hx-license", children: [
    /* @__PURE__ */ createVNode2("h3", { children: "License" }),
    /* @__PURE__ */ createVNode2("table", { class: "hx-table", children: [
      /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: [
        /* @__PURE__ */ createVNode2("th", { scope: "col", children: "Where" }),
        /* @__PURE__ */ createVNode2("th", { scope: "col", children: "Says" }),
        /* @__PURE__ */ createVNode2("th", { scope: "col", children: "Use" })
      ] }) }),
      /* @__PURE__ */ createVNode2("tbody", { children: page.license_sources.map((one) => /* @__PURE__ */ createVNode2(Source, { one }, `${one.where}|${one.name}`)) })
    ] }),
    page.obligations.length > 0 && page.license_id !== "" && /* @__PURE__ */ createVNode2(Fragment, { children: [
      /* @__PURE__ */ createVNode2("h3", { children: [
        "What ",
        page.license_id,
        " asks of you"
      ] }),
      /* @__PURE__ */ createVNode2("ul", { class: "hx-bullets", children: page.obligations.map((one) => /* @__PURE__ */ createVNode2("li", { children: one }, one)) })
    ] })
  ] });
}
function Source({ one }) {
  return /* @__PURE__ */ createVNode2("tr", { children: [
    /* @__PURE__ */ createVNode2("td", { class: "hx-break", children: [
      PLACE[one.where] ?? one.where,
      " ",
      one.name !== "" && /* @__PURE__ */ createVNode2("b", { children: one.name })
    ] }),
    /* @__PURE__ */ createVNode2("td", { class: "hx-break", children: [
      one.says === "" ? /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: silent(one) }) : one.says,
      one.category !== "" && /* @__PURE__ */ createVNode2("span", { class: "hx-muted", title: "What ScanCode's license index calls it", children: [
        " ",
        one.category
      ] }),
      one.quote !== "" && one.where === "text" && /* @__PURE__ */ createVNode2(Fragment, { children: [
        " ",
        /* @__PURE__ */ createVNode2("q", { class: "hx-muted", children: one.quote }),
        one.line !== null && /* @__PURE__ */ createVNode2("span", { class: "hx-muted hx-line", children: [
          " line ",
          one.line
        ] })
      ] })
    ] }),
    /* @__PURE__ */ createVNode2("td", { children: /* @__PURE__ */ createVNode2(LicenseBadge, { of: one.license_class }) })
  ] });
}
function silent(one) {
  if (one.where === "text" || one.where === "file") return "not recognized";
  return one.where === "base" ? "not known" : "not stated";
}

// src/card/review.tsx
function isOpen(finding) {
  return (finding.gravity === "grave" || finding.gravity === "warning") && !finding.seen;
}
var WEIGHT = { grave: 0, warning: 1, note: 2, good: 3 };
function gravestFirst(findings) {
  return [...findings].sort((a, b) => WEIGHT[a.gravity] - WEIGHT[b.gravity]);
}
function openFindings(page) {
  return gravestFirst(page.findings.filter(isOpen));
}
function sentence(title) {
  return /[.!?]$/.test(title) ? title : `${title}.`;
}
function FindingText({ finding }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-finding-text", children: [
    /* @__PURE__ */ createVNode2("b", { children: sentence(finding.title) }),
    " ",
    finding.detail,
    " ",
    finding.quote !== "" && /* @__PURE__ */ createVNode2(Fragment, { children: [
      /* @__PURE__ */ createVNode2("q", { children: finding.quote }),
      finding.line !== null && /* @__PURE__ */ createVNode2("span", { class: "hx-muted hx-line", children: [
        " line ",
        finding.line
      ] })
    ] })
  ] });
}
var SHOWN_FIRST = 3;
function worthFirst(findings) {
  const rank = (one) => one.kind === "license" ? Math.min(WEIGHT[one.gravity], 1.5) : WEIGHT[one.gravity];
  return [...findings].sort((a, b) => rank(a) - rank(b));
}
function FindingsBox({ findings, onMore }) {
  if (findings.length === 0) return null;
  const rest = findings.length - SHOWN_FIRST;
  return /* @__PURE__ */ createVNode2("section", { class: "hx-findings", "aria-label": "Review findings", children: [
    /* @__PURE__ */ createVNode2("ul", { children: worthFirst(findings).slice(0, SHOWN_FIRST).map((finding) => /* @__PURE__ */ createVNode2("li", { children: [
      /* @__PURE__ */ createVNode2(Dot, { of: finding.gravity }),
      /* @__PURE__ */ createVNode2(FindingText, { finding })
    ] }, finding.title)) }),
    rest > 0 && /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link hx-findings-more", onClick: onMore, children: [
      rest,
      " more in Review"
    ] })
  ] });
}
var MARK = { stated: "●", partly: "◐", missing: "○" };
function Completeness({ of }) {
  const stated = of.parts.filter((part) => part.said === "stated").length;
  return /* @__PURE__ */ createVNode2("section", { class: "hx-complete", "aria-label": "Completeness of the card", children: [
    /* @__PURE__ */ createVNode2("p", { children: [
      /* @__PURE__ */ createVNode2("b", { children: [
        stated,
        " of ",
        of.parts.length,
        " parts stated"
      ] }),
      " ",
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", title: "Each part counts alike; one said partly counts half", children: [
        Math.round(100 * of.score),
        " %"
      ] })
    ] }),
    /* @__PURE__ */ createVNode2("ul", { children: of.parts.map((part) => /* @__PURE__ */ createVNode2("li", { class: `hx-part-${part.said}`, children: [
      /* @__PURE__ */ createVNode2("span", { "aria-hidden": "true", children: MARK[part.said] }),
      " ",
      part.label,
      /* @__PURE__ */ createVNode2("span", { class: "hx-said", children: [
        ": ",
        part.said
      ] })
    ] }, part.kind)) })
  ] });
}
function ReviewTab({ page, onSee }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-pad", children: [
    /* @__PURE__ */ createVNode2(Completeness, { of: page.completeness }),
    /* @__PURE__ */ createVNode2("ul", { class: "hx-review", children: gravestFirst(page.findings).map((finding) => /* @__PURE__ */ createVNode2("li", { children: [
      /* @__PURE__ */ createVNode2(Dot, { of: finding.gravity }),
      /* @__PURE__ */ createVNode2(FindingText, { finding }),
      (finding.gravity === "grave" || finding.gravity === "warning") && /* @__PURE__ */ createVNode2("label", { class: "hx-check hx-muted", children: [
        /* @__PURE__ */ createVNode2(
          "input",
          {
            class: "hx-box",
            type: "checkbox",
            checked: finding.seen,
            disabled: finding.seen,
            "aria-label": `Seen: ${finding.title}`,
            onClick: () => onSee(finding.kind)
          }
        ),
        "seen"
      ] })
    ] }, finding.title)) }),
    /* @__PURE__ */ createVNode2(LicenseSection, { page })
  ] });
}

// src/card/confirm.tsx
function PinForm({ page, onPin, onCancel }) {
  const open = openFindings(page);
  const [seen, setSeen] = useState([]);
  const form = useFocus();
  const left = open.filter((finding) => !seen.includes(finding.kind)).length;
  return /* @__PURE__ */ createVNode2(
    "form",
    {
      ref: form,
      class: "hx-confirm",
      "aria-label": "Pin this model",
      onSubmit: (event) => {
        event.preventDefault();
        onPin([...seen]);
      },
      onKeyDown: (event) => closeOnEscape(event, onCancel),
      children: [
        /* @__PURE__ */ createVNode2("p", { children: [
          "Pin ",
          /* @__PURE__ */ createVNode2("b", { children: page.key.repo }),
          " at commit ",
          /* @__PURE__ */ createVNode2("span", { class: "hx-mono", children: short(page.key.commit) }),
          open.length > 0 ? ". Still open:" : ". Nothing is open."
        ] }),
        /* @__PURE__ */ createVNode2(OpenFindings, { page, seen, onSeen: setSeen }),
        /* @__PURE__ */ createVNode2("div", { class: "hx-form-end", children: [
          /* @__PURE__ */ createVNode2("button", { type: "submit", class: "hx-btn hx-primary", disabled: left > 0, children: "Pin" }),
          /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onCancel, children: "Cancel" }),
          left > 0 && /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
            "Tick ",
            plural(left, "finding"),
            " as seen; the lock file records it."
          ] })
        ] })
      ]
    }
  );
}
function OpenFindings({ page, seen, onSeen }) {
  const see = (kind, on) => onSeen(on ? [...seen, kind] : seen.filter((one) => one !== kind));
  return /* @__PURE__ */ createVNode2(Fragment, { children: openFindings(page).map((finding) => /* @__PURE__ */ createVNode2("label", { class: "hx-check", children: [
    /* @__PURE__ */ createVNode2(
      "input",
      {
        class: "hx-box",
        type: "checkbox",
        checked: seen.includes(finding.kind),
        onChange: (event) => see(finding.kind, event.currentTarget.checked)
      }
    ),
    /* @__PURE__ */ createVNode2(Dot, { of: finding.gravity }),
    /* @__PURE__ */ createVNode2("span", { children: finding.title })
  ] }, finding.title)) });
}
function RejectForm({ repo, onReject, onCancel }) {
  const [reason, setReason] = useState("");
  const form = useFocus();
  return /* @__PURE__ */ createVNode2(
    "form",
    {
      ref: form,
      class: "hx-confirm",
      "aria-label": "Reject this model",
      onSubmit: (event) => {
        event.preventDefault();
        onReject(reason.trim());
      },
      onKeyDown: (event) => closeOnEscape(event, onCancel),
      children: [
        /* @__PURE__ */ createVNode2("label", { children: [
          "Why is ",
          /* @__PURE__ */ createVNode2("b", { children: repo }),
          " not for you?",
          /* @__PURE__ */ createVNode2(
            "input",
            {
              class: "hx-field hx-wide",
              value: reason,
              maxLength: 500,
              placeholder: "License, quality, language …",
              onInput: (event) => setReason(event.currentTarget.value)
            }
          )
        ] }),
        /* @__PURE__ */ createVNode2("div", { class: "hx-form-end", children: [
          /* @__PURE__ */ createVNode2("button", { type: "submit", class: "hx-btn hx-primary", disabled: reason.trim() === "", children: "Reject" }),
          /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onCancel, children: "Cancel" }),
          /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "The shortlist keeps the reason." })
        ] })
      ]
    }
  );
}
function closeOnEscape(event, onCancel) {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  onCancel();
}
function useFocus() {
  const form = useRef(null);
  useEffect(() => form.current?.querySelector("input, button")?.focus(), []);
  return form;
}

// src/card/allow.tsx
function AllowForm({ file, page, screen, onAllowed, onCancel }) {
  const [scan, setScan] = useState("none");
  const [seen, setSeen] = useState([]);
  const form = useFocus();
  const { key } = page;
  const look = async () => {
    setScan("scanning");
    const found = await screen.ask("scan", { key, path: file.path });
    setScan(found === void 0 ? "none" : found.refused ?? "clean");
  };
  const allow = async () => {
    const next = await screen.ask("allow", { key, path: file.path, on: true, seen: [...seen] });
    if (next) onAllowed(next);
  };
  const isClean = scan === "clean";
  const left = openFindings(page).filter((one) => !seen.includes(one.kind)).length;
  return /* @__PURE__ */ createVNode2(
    "form",
    {
      ref: form,
      class: "hx-confirm",
      "aria-label": `Allow ${file.path}`,
      onSubmit: (event) => {
        event.preventDefault();
        void (isClean ? allow() : look());
      },
      onKeyDown: (event) => closeOnEscape(event, onCancel),
      children: [
        /* @__PURE__ */ createVNode2("p", { children: [
          /* @__PURE__ */ createVNode2("b", { children: file.path }),
          " is ",
          file.refusal,
          ". It can be allowed for commit",
          " ",
          /* @__PURE__ */ createVNode2("span", { class: "hx-mono", children: short(key.commit) }),
          " only: the model is pinned there, and the lock file names the exception."
        ] }),
        /* @__PURE__ */ createVNode2(Told, { scan, file }),
        isClean && /* @__PURE__ */ createVNode2(OpenFindings, { page, seen, onSeen: setSeen }),
        /* @__PURE__ */ createVNode2("div", { class: "hx-form-end", children: [
          typeof scan === "string" && /* @__PURE__ */ createVNode2(
            "button",
            {
              type: "submit",
              class: "hx-btn hx-primary",
              disabled: scan === "scanning" || isClean && left > 0,
              children: isClean ? "Allow for this commit only" : `Fetch ${bytes(file.size_bytes)} and scan`
            }
          ),
          /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onCancel, children: typeof scan === "string" ? "Cancel" : "Close" })
        ] })
      ]
    }
  );
}
function Told({ scan, file }) {
  const isCode = file.kind === "code";
  if (scan === "none") {
    return /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: isCode ? "Code is not scanned: read it at this commit before you allow it." : "First it is fetched and read here, without loading it: anything but tensors is refused." });
  }
  if (scan === "scanning") return /* @__PURE__ */ createVNode2("p", { role: "status", children: "Fetching and scanning…" });
  if (scan === "clean") {
    return /* @__PURE__ */ createVNode2("p", { role: "status", children: isCode ? "Fetched; it was not scanned." : "The scan found nothing but tensors." });
  }
  return /* @__PURE__ */ createVNode2("p", { role: "alert", class: "hx-fetch-problem", children: [
    "It stays refused: ",
    scan.message,
    scan.hint !== "" && `; ${scan.hint}`,
    "."
  ] });
}

// src/card/files.tsx
function FilesTab({ screen, page, onChanged }) {
  const { key } = page;
  const [data, setData] = useState(null);
  const { ask, connection } = screen;
  const load = useCallback(() => void ask("files", { key }).then(setData), [ask, exactly(key)]);
  useEffect(() => {
    setData(null);
    load();
  }, [load]);
  useEffect(
    () => connection.listen("downloads", ({ downloads }) => {
      const mine = downloads.find((one) => exactly(one.key) === exactly(key));
      if (mine?.status === "running") setData((now) => now && { ...now, download: mine });
      else load();
    }),
    [connection, load]
  );
  const act = async (op) => {
    const next = await ask(op, { key });
    if (next) setData(next);
  };
  if (data === void 0) return /* @__PURE__ */ createVNode2(Failed, { what: "The list of files", onRetry: load });
  if (data === null) return /* @__PURE__ */ createVNode2(Skeleton, { rows: 6 });
  const changed = (next) => {
    setData(next);
    onChanged();
  };
  return /* @__PURE__ */ createVNode2("div", { class: "hx-pad hx-files", children: [
    /* @__PURE__ */ createVNode2(Plan, { data, onDownload: () => void act("download") }),
    data.download && /* @__PURE__ */ createVNode2(Fetching, { download: data.download, act: (op) => act(op) }),
    /* @__PURE__ */ createVNode2("table", { class: "hx-table", children: [
      /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: [
        /* @__PURE__ */ createVNode2("th", { scope: "col", children: "File, and what it is for" }),
        /* @__PURE__ */ createVNode2("th", { scope: "col", children: "Format" }),
        /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: "Size" })
      ] }) }),
      neededFirst(data.files).map((file) => /* @__PURE__ */ createVNode2(File, { file, page, screen, onChanged: changed }, file.path))
    ] }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: data.is_scanned ? `${page.hub_title} has scanned this repository; its word is shown, and permits nothing.` : `${page.hub_title} names no finished scan of this repository.` })
  ] });
}
function neededFirst(files) {
  const rank = (one) => one.why !== "" ? 0 : one.refusal !== "" ? 1 : 2;
  return [...files].sort((a, b) => rank(a) - rank(b));
}
function Plan({ data, onDownload }) {
  const needed = data.files.filter((file) => file.why !== "").length;
  const isHere = data.missing_bytes === 0;
  const here = data.total_bytes - data.missing_bytes;
  return /* @__PURE__ */ createVNode2("div", { class: "hx-plan", role: "group", "aria-label": "Download plan", children: [
    /* @__PURE__ */ createVNode2("span", { children: [
      `${needed} of ${plural(data.files.length, "file")} needed, `,
      /* @__PURE__ */ createVNode2("b", { children: bytes(data.total_bytes) }),
      isHere ? ": all on this disk." : `: ${bytes(data.missing_bytes)} to fetch, ${bytes(here)} here. `,
      !isHere && data.left_bytes >= 0 && /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
        "Leaves ",
        bytes(data.left_bytes),
        " of the disk."
      ] }),
      data.left_bytes < 0 && /* @__PURE__ */ createVNode2("b", { class: "hx-fetch-problem", children: [
        "The disk has only ",
        bytes(data.free_bytes),
        " left."
      ] })
    ] }),
    !isHere && data.download === null && /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn hx-primary", disabled: data.left_bytes < 0, onClick: onDownload, children: [
      "Download ",
      bytes(data.missing_bytes)
    ] })
  ] });
}
function File({ file, page, screen, onChanged }) {
  const [isAsking, setAsking] = useState(false);
  const withdraw = async () => {
    const args = { key: page.key, path: file.path, on: false, seen: [] };
    const next = await screen.ask("allow", args);
    if (next) onChanged(next);
  };
  const done = (next) => {
    setAsking(false);
    onChanged(next);
  };
  return /* @__PURE__ */ createVNode2("tbody", { children: [
    /* @__PURE__ */ createVNode2("tr", { class: isAsking ? "hx-asking" : void 0, children: [
      /* @__PURE__ */ createVNode2("td", { class: "hx-break", title: file.sha256 === "" ? void 0 : `sha256 ${file.sha256}`, children: [
        file.path,
        /* @__PURE__ */ createVNode2(Scan, { file }),
        /* @__PURE__ */ createVNode2("div", { class: "hx-file-note hx-muted", children: [
          file.why === "" ? "left out" : file.why,
          file.why !== "" && file.here_bytes === file.size_bytes && " · here"
        ] }),
        file.refusal !== "" && /* @__PURE__ */ createVNode2(Refused, { file, onAsk: () => setAsking(!isAsking), onWithdraw: () => void withdraw() })
      ] }),
      /* @__PURE__ */ createVNode2("td", { children: file.kind !== "" && /* @__PURE__ */ createVNode2("span", { class: `hx-badge hx-${file.refusal === "" ? "ok" : "bad"}`, children: file.kind }) }),
      /* @__PURE__ */ createVNode2("td", { class: "hx-number", children: bytes(file.size_bytes) })
    ] }),
    isAsking && /* @__PURE__ */ createVNode2("tr", { children: /* @__PURE__ */ createVNode2("td", { colSpan: 3, children: /* @__PURE__ */ createVNode2(
      AllowForm,
      {
        file,
        page,
        screen,
        onAllowed: done,
        onCancel: () => setAsking(false)
      }
    ) }) })
  ] });
}
function Scan({ file }) {
  if (file.hub_says === "") return null;
  return /* @__PURE__ */ createVNode2("span", { class: "hx-badge hx-warn hx-scan", children: [
    "hub's scan: ",
    file.hub_says
  ] });
}
function Refused({ file, onAsk, onWithdraw }) {
  if (file.is_allowed) {
    return /* @__PURE__ */ createVNode2("div", { class: "hx-file-note hx-file-allowed", children: [
      "Allowed at this commit although it is ",
      file.refusal,
      ".",
      " ",
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link", "aria-label": `Withdraw ${file.path}`, onClick: onWithdraw, children: "Withdraw" })
    ] });
  }
  return /* @__PURE__ */ createVNode2("div", { class: "hx-file-note hx-muted", children: [
    "Refused: ",
    file.refusal,
    ".",
    " ",
    file.is_allowable && /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link", "aria-label": `Allow ${file.path}`, onClick: onAsk, children: "Allow…" })
  ] });
}

// src/card/head.tsx
var MANY_LANGUAGES = 6;
function facts(page) {
  const { languages } = page;
  const spoken = languages.length > MANY_LANGUAGES ? `${languages.length} languages` : languages.join(" ");
  return [
    page.task,
    page.parameters === null ? "" : `${parameters(page.parameters)} parameters`,
    page.download_bytes > 0 ? bytes(page.download_bytes) : "",
    spoken,
    page.hub_title,
    `commit ${short(page.key.commit)}`
  ].filter((fact) => fact !== "").join(" · ");
}
function Head({ screen, page, isMarked, onMark, onUse, onChanged }) {
  const [form, setForm] = useState("");
  const { key } = page;
  const isPinned = page.pinned_commit !== null && page.pinned_commit === key.commit;
  const isWithheld = page.gated !== "" && page.findings.some((finding) => finding.kind === "card");
  const close = () => setForm("");
  const pin = async (seen) => {
    close();
    if (await screen.ask("pin", { key, seen })) onChanged();
  };
  const reject = async (reason) => {
    close();
    if (await screen.ask("reject", { key, reason })) onChanged();
  };
  return /* @__PURE__ */ createVNode2("div", { class: "hx-page-head", children: [
    /* @__PURE__ */ createVNode2("h2", { children: /* @__PURE__ */ createVNode2(ModelName, { repo: key.repo }) }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: facts(page) }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-page-badges", children: [
      /* @__PURE__ */ createVNode2(LicenseBadge, { of: page.license_class }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: page.license_id || "no license stated" }),
      /* @__PURE__ */ createVNode2(FitBadge, { of: page.fit }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
        bytes(page.memory_bytes),
        " in memory"
      ] })
    ] }),
    page.gated !== "" && /* @__PURE__ */ createVNode2("p", { children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-badge hx-warn", children: "gated" }),
      " Its owner decides who may fetch it.",
      " ",
      /* @__PURE__ */ createVNode2("a", { class: "hx-link", href: page.access_url, target: "_blank", rel: "noopener noreferrer", children: [
        "Request access on ",
        page.hub_title
      ] }),
      ", then sign in under Pins, Hubs."
    ] }),
    /* @__PURE__ */ createVNode2("div", { class: "hx-acts", children: [
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-btn hx-primary",
          disabled: page.can_run !== "",
          title: page.can_run || "Run it on a sentence of yours",
          onClick: () => void screen.ask("try", { key }),
          children: "Try"
        }
      ),
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", "aria-pressed": isMarked, onClick: onMark, children: isMarked ? "Marked" : "Mark" }),
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-btn",
          disabled: !page.can_tune,
          title: page.can_tune ? void 0 : "Fine-tuning covers text classification for now",
          onClick: () => void screen.ask("tune", { key }),
          children: "Tune"
        }
      ),
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-btn",
          "aria-expanded": form === "pin",
          onClick: () => setForm(form === "pin" ? "" : "pin"),
          children: isPinned ? "Pinned" : "Pin"
        }
      ),
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-btn",
          "aria-expanded": form === "reject",
          onClick: () => setForm(form === "reject" ? "" : "reject"),
          children: "Reject"
        }
      ),
      /* @__PURE__ */ createVNode2("span", { class: "hx-space" }),
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onUse, children: "Use in code" })
    ] }),
    page.can_run !== "" && !isWithheld && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: [
      "Cannot run here: ",
      /* @__PURE__ */ createVNode2(Linked, { text: page.can_run })
    ] }),
    form === "pin" && /* @__PURE__ */ createVNode2(PinForm, { page, onPin: (seen) => void pin(seen), onCancel: close }),
    form === "reject" && /* @__PURE__ */ createVNode2(RejectForm, { repo: key.repo, onReject: (reason) => void reject(reason), onCancel: close })
  ] });
}

// src/card/differences.tsx
function Differences({ screen, page, since, onBack }) {
  const opened = page.key.commit ?? "";
  const isOlder = index(page, since) > index(page, opened);
  const [pair, setPair] = useState(isOlder ? { old: since, new: opened } : { old: opened, new: since });
  const [found, setFound] = useState(null);
  const { ask } = screen;
  const load = () => {
    setFound(null);
    void ask("difference", { key: page.key, ...pair }).then(setFound);
  };
  useEffect(load, [pair.old, pair.new, page.key.hub, page.key.repo, ask]);
  return /* @__PURE__ */ createVNode2("div", { class: "hx-pad hx-diff", children: [
    /* @__PURE__ */ createVNode2("p", { class: "hx-diff-bar", children: [
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onBack, children: "All commits" }),
      /* @__PURE__ */ createVNode2(CommitChoice, { label: "From", page, value: pair.old, onPick: (old) => setPair({ ...pair, old }) }),
      /* @__PURE__ */ createVNode2(
        CommitChoice,
        {
          label: "to",
          page,
          value: pair.new,
          onPick: (to) => setPair({ ...pair, new: to })
        }
      )
    ] }),
    found === void 0 && /* @__PURE__ */ createVNode2(Failed, { what: "the difference", onRetry: load }),
    found === null && /* @__PURE__ */ createVNode2(Skeleton, { rows: 6 }),
    found && /* @__PURE__ */ createVNode2(Found, { found })
  ] });
}
function index(page, commit) {
  return page.commits.findIndex((one) => one.commit === commit);
}
function CommitChoice({ label, page, value, onPick }) {
  return /* @__PURE__ */ createVNode2("label", { children: [
    label,
    " ",
    /* @__PURE__ */ createVNode2("select", { class: "hx-field", value, onChange: (event) => onPick(event.currentTarget.value), children: page.commits.map((one) => /* @__PURE__ */ createVNode2("option", { value: one.commit, children: [short(one.commit), ...one.tags, one.title].join(" · ").slice(0, 60) }, one.commit)) })
  ] });
}
function Found({ found }) {
  const { licenses, appeared, gone, files, lines } = found;
  if (licenses.length + appeared.length + gone.length + files.length + lines.length === 0) {
    return /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "Nothing differs." });
  }
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("h3", { children: "License" }),
    licenses.length === 0 && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "Says the same in every place." }),
    found.old_class !== found.new_class && /* @__PURE__ */ createVNode2("p", { children: [
      /* @__PURE__ */ createVNode2(LicenseBadge, { of: found.old_class }),
      " became ",
      /* @__PURE__ */ createVNode2(LicenseBadge, { of: found.new_class })
    ] }),
    /* @__PURE__ */ createVNode2("ul", { class: "hx-bullets", children: licenses.map((one) => /* @__PURE__ */ createVNode2("li", { children: [
      one.name || one.where,
      ": ",
      one.old || "not stated",
      " → ",
      /* @__PURE__ */ createVNode2("b", { children: one.new || "not stated" })
    ] }, `${one.where}|${one.name}`)) }),
    appeared.length + gone.length > 0 && /* @__PURE__ */ createVNode2("h3", { children: "Review" }),
    /* @__PURE__ */ createVNode2("ul", { class: "hx-review", children: [
      appeared.map((one) => /* @__PURE__ */ createVNode2("li", { children: [
        /* @__PURE__ */ createVNode2(Dot, { of: one.gravity }),
        /* @__PURE__ */ createVNode2(FindingText, { finding: one }),
        /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "new" })
      ] }, `new ${one.title}`)),
      gone.map((one) => /* @__PURE__ */ createVNode2("li", { class: "hx-muted", children: [
        /* @__PURE__ */ createVNode2("span", {}),
        /* @__PURE__ */ createVNode2("s", { children: one.title }),
        /* @__PURE__ */ createVNode2("span", { children: "gone" })
      ] }, `gone ${one.title}`))
    ] }),
    /* @__PURE__ */ createVNode2("h3", { children: "Files" }),
    files.length === 0 && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "The same, byte by byte." }),
    /* @__PURE__ */ createVNode2("ul", { children: files.map((one) => /* @__PURE__ */ createVNode2(File2, { one }, one.path)) }),
    /* @__PURE__ */ createVNode2("h3", { children: "Card" }),
    lines.length === 0 && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "The same, word by word." }),
    found.is_cut && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "Only the beginning of these long cards was compared." }),
    lines.length > 0 && /* @__PURE__ */ createVNode2("div", { class: "hx-lines", tabIndex: 0, role: "group", "aria-label": "Lines of the card", children: lines.map((one, at) => /* @__PURE__ */ createVNode2(Line, { one }, at)) })
  ] });
}
var SIGN = { added: "+", removed: "−", changed: "~" };
var TONE = { added: "hx-line-added", removed: "hx-line-removed" };
function File2({ one }) {
  return /* @__PURE__ */ createVNode2("li", { class: "hx-break", children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-sign", children: [
      /* @__PURE__ */ createVNode2("span", { "aria-hidden": "true", children: SIGN[one.change] }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-said", children: one.change })
    ] }),
    " ",
    one.path,
    " ",
    /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [one.old_bytes, one.new_bytes].filter((size) => size !== null).map((size) => bytes(size)).join(" → ") })
  ] });
}
function Line({ one }) {
  if (one.change === "skipped") {
    return /* @__PURE__ */ createVNode2("div", { class: "hx-line-skipped", children: [
      plural(Number(one.text), "line"),
      " unchanged"
    ] });
  }
  return /* @__PURE__ */ createVNode2("div", { class: TONE[one.change], children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-line-number", children: one.new_line ?? one.old_line }),
    /* @__PURE__ */ createVNode2("span", { class: "hx-sign", "aria-hidden": "true", children: SIGN[one.change] ?? " " }),
    one.change !== "same" && /* @__PURE__ */ createVNode2("span", { class: "hx-said", children: [
      one.change,
      ": "
    ] }),
    /* @__PURE__ */ createVNode2("span", { class: "hx-line-text", children: one.text || " " })
  ] });
}

// src/card/tables.tsx
function CommitsTab({ screen, page, onOpen }) {
  const [since, setSince] = useState("");
  if (since !== "") {
    return /* @__PURE__ */ createVNode2(Differences, { screen, page, since, onBack: () => setSince("") });
  }
  return /* @__PURE__ */ createVNode2("ul", { class: "hx-pad hx-commits", children: page.commits.map((one) => /* @__PURE__ */ createVNode2(Commit, { one, page, onOpen, onCompare: setSince }, one.commit)) });
}
function Commit({ one, page, onOpen, onCompare }) {
  const isHere = one.commit === page.key.commit;
  return /* @__PURE__ */ createVNode2("li", { "aria-current": isHere || void 0, children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-mono", children: short(one.commit) }),
    /* @__PURE__ */ createVNode2("span", { class: "hx-commit-title", children: [
      one.title,
      one.tags.map((tag) => /* @__PURE__ */ createVNode2("span", { class: "hx-badge hx-plain", children: tag }, tag)),
      one.commit === page.pinned_commit && /* @__PURE__ */ createVNode2("span", { class: "hx-badge hx-ok", children: "pinned" }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted hx-commit-by", children: [
        day(one.date_s),
        one.authors.length > 0 && ` · ${one.authors.join(", ")}`
      ] })
    ] }),
    isHere ? /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "open" }) : /* @__PURE__ */ createVNode2("span", { class: "hx-commit-acts", children: [
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-link",
          "aria-label": `What differs from ${short(one.commit)}`,
          onClick: () => onCompare(one.commit),
          children: "What differs"
        }
      ),
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-link",
          "aria-label": `Open this commit, ${short(one.commit)}`,
          onClick: () => onOpen({ ...page.key, commit: one.commit }),
          children: "Open this commit"
        }
      )
    ] })
  ] });
}
function ResultsTab({ page }) {
  const { results } = page;
  const unread = page.findings.find((finding) => finding.kind === "results")?.detail ?? "";
  if (results.length === 0 && unread === "") {
    return /* @__PURE__ */ createVNode2(Empty, { title: "No published results.", children: /* @__PURE__ */ createVNode2("p", { children: "The card and the repository name no evaluation." }) });
  }
  return /* @__PURE__ */ createVNode2("div", { class: "hx-pad", children: [
    unread !== "" && /* @__PURE__ */ createVNode2("p", { class: "hx-notice hx-unread", role: "note", children: [
      "Not everything can be read: ",
      unread
    ] }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "Published by the author, on the author's data: not measured here." }),
    /* @__PURE__ */ createVNode2("table", { class: "hx-table", children: [
      /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: [
        /* @__PURE__ */ createVNode2("th", { scope: "col", children: "Data set" }),
        /* @__PURE__ */ createVNode2("th", { scope: "col", children: "Metric" }),
        /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: "Value" }),
        /* @__PURE__ */ createVNode2("th", { scope: "col", children: /* @__PURE__ */ createVNode2("span", { class: "hx-said", children: "Value as a dot from 0 to 1" }) })
      ] }) }),
      /* @__PURE__ */ createVNode2("tbody", { children: results.map((one) => /* @__PURE__ */ createVNode2(Result, { one }, `${one.dataset}|${one.metric}|${one.language}|${one.source}`)) })
    ] })
  ] });
}
function Result({ one }) {
  const share = one.value > 1 ? one.value / 100 : one.value;
  const isShare = share >= 0 && share <= 1;
  return /* @__PURE__ */ createVNode2("tr", { children: [
    /* @__PURE__ */ createVNode2("td", { class: "hx-break", title: one.task, children: [
      one.dataset,
      one.language !== "" && /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
        " ",
        one.language
      ] }),
      /* @__PURE__ */ createVNode2("div", { class: "hx-muted", children: one.source })
    ] }),
    /* @__PURE__ */ createVNode2("td", { children: one.metric }),
    /* @__PURE__ */ createVNode2("td", { class: "hx-number", children: isShare && one.value <= 1 ? one.value.toFixed(3) : one.value }),
    /* @__PURE__ */ createVNode2("td", { children: isShare && /* @__PURE__ */ createVNode2("svg", { class: "hx-dotplot", viewBox: "0 0 96 16", "aria-hidden": "true", children: [
      /* @__PURE__ */ createVNode2("line", { x1: "4", x2: "92", y1: "8", y2: "8" }),
      /* @__PURE__ */ createVNode2("circle", { cx: 4 + 88 * share, cy: "8", r: "4" })
    ] }) })
  ] });
}
function UseTab({ page }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-pad hx-use", children: [
    /* @__PURE__ */ createVNode2("p", { children: [
      "Loads exactly commit ",
      /* @__PURE__ */ createVNode2("span", { class: "hx-mono", children: short(page.key.commit) }),
      ", whatever its author changes later."
    ] }),
    /* @__PURE__ */ createVNode2(Code, { text: page.snippet, label: "Code that loads this commit" })
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

// src/card.tsx
function Card({ screen }) {
  const model = useTrait(screen.model, "model");
  const marked = useTrait(screen.model, "marked");
  const { page, isFailed, load } = usePage(screen, model);
  const [tab, setTab] = useState("card");
  const mine = model === null ? void 0 : marked.find((key) => matches(key, page?.key ?? model));
  const isMarked = mine !== void 0;
  const mark = () => {
    if (page) void screen.ask("mark", { key: mine ?? page.key, on: !isMarked });
  };
  useKeys(screen, [{ keys: ["m"], label: isMarked ? "Remove the mark" : "Mark for comparison", run: mark }]);
  useEffect(() => setTab("card"), [model?.hub, model?.repo]);
  if (model === null) {
    return /* @__PURE__ */ createVNode2(Empty, { title: "Open a model from the list.", children: /* @__PURE__ */ createVNode2("p", { children: "Its findings and its card appear here." }) });
  }
  if (isFailed) return /* @__PURE__ */ createVNode2(Failed, { what: model.repo, onRetry: () => void load(model) });
  if (page === null) return /* @__PURE__ */ createVNode2(Skeleton, { rows: 10 });
  return /* @__PURE__ */ createVNode2(
    Page,
    {
      screen,
      page,
      tab,
      isMarked,
      onTab: setTab,
      onMark: mark,
      onLoad: load
    }
  );
}
function Page({ screen, page, tab, isMarked, onTab, onMark, onLoad }) {
  const idPrefix = useUnique("card");
  const see = async (kind) => {
    if (await screen.ask("see", { key: page.key, seen: [kind] })) await onLoad(page.key);
  };
  const body = {
    card: /* @__PURE__ */ createVNode2(CardOrWhy, { screen, page }),
    review: /* @__PURE__ */ createVNode2(ReviewTab, { page, onSee: (kind) => void see(kind) }),
    files: /* @__PURE__ */ createVNode2(FilesTab, { screen, page, onChanged: () => void onLoad(page.key) }),
    commits: /* @__PURE__ */ createVNode2(CommitsTab, { screen, page, onOpen: (key) => void onLoad(key) }),
    results: /* @__PURE__ */ createVNode2(ResultsTab, { page }),
    use: /* @__PURE__ */ createVNode2(UseTab, { page })
  }[tab];
  return /* @__PURE__ */ createVNode2("article", { class: "hx-page", "aria-label": page.key.repo, children: [
    /* @__PURE__ */ createVNode2(
      Head,
      {
        screen,
        page,
        isMarked,
        onMark,
        onUse: () => onTab("use"),
        onChanged: () => void onLoad(page.key)
      }
    ),
    /* @__PURE__ */ createVNode2(FindingsBox, { findings: page.findings, onMore: () => onTab("review") }),
    /* @__PURE__ */ createVNode2(
      Tabs,
      {
        tabs: tabsOf(page),
        active: tab,
        label: "About this model",
        idPrefix,
        class: "hx-page-tabs",
        onSelect: onTab
      }
    ),
    /* @__PURE__ */ createVNode2(
      "div",
      {
        class: "hx-panel",
        role: "tabpanel",
        id: `${idPrefix}-panel`,
        "aria-labelledby": `${idPrefix}-tab-${tab}`,
        tabIndex: 0,
        children: body
      }
    )
  ] });
}
function CardOrWhy({ screen, page }) {
  const missing = page.findings.find((finding) => finding.kind === "card");
  if (missing === void 0) return /* @__PURE__ */ createVNode2(CardTab, { screen, model: page.key });
  return /* @__PURE__ */ createVNode2(Empty, { title: missing.title, children: /* @__PURE__ */ createVNode2("p", { children: missing.detail }) });
}
function tabsOf(page) {
  return [
    { name: "card", label: "Card" },
    { name: "review", label: "Review", count: openFindings(page).length },
    { name: "files", label: "Files" },
    { name: "commits", label: "Commits", count: page.commits.length },
    { name: "results", label: "Results" },
    { name: "use", label: "Use" }
  ];
}
function usePage(screen, model) {
  const [page, setPage] = useState(null);
  const [isFailed, setFailed] = useState(false);
  const { ask } = screen;
  const wanted = useRef(model);
  wanted.current = model;
  const load = useCallback(
    async (key) => {
      setFailed(false);
      const data = await ask("load", { key });
      setFailed(data === void 0);
      if (data && wanted.current && identity(data.key) === identity(wanted.current)) setPage(data);
    },
    [ask]
  );
  useEffect(() => {
    setPage(null);
    if (model !== null) void load(model);
  }, [load, model?.hub, model?.repo, model?.commit]);
  return { page, isFailed: isFailed && page === null, load };
}
var card_default = asWidget("card", "Model card", Card);
export {
  card_default as default
};
