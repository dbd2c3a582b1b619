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
function asImage(text) {
  return text.startsWith("data:image/") ? text : `data:image/png;base64,${text}`;
}
function fromBase64(text, type = "") {
  return new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type });
}
function saveFile(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 6e4);
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
function Root({ model, host, connection, stem, title, view: Body2 }) {
  const [isDark, setDark] = useState(false);
  const [said3, setSaid] = useState("");
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
        /* @__PURE__ */ createVNode2(Body2, { screen }),
        isHelpShown && /* @__PURE__ */ createVNode2(Help, { title, bindings: bindings.current, onClose: closeHelp }),
        /* @__PURE__ */ createVNode2("div", { class: "hx-said", role: "status", "aria-live": "polite", children: said3 })
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

// src/compare/endpoint.tsx
var PAUSE_MS = 200;
function EndpointAlone({ screen }) {
  return /* @__PURE__ */ createVNode2("details", { class: "hx-around-part hx-alone", children: [
    /* @__PURE__ */ createVNode2("summary", { children: "Or begin with a model behind an endpoint" }),
    /* @__PURE__ */ createVNode2(Endpoint, { screen })
  ] });
}
function Endpoint({ screen, onAdded }) {
  const { ask, announce } = screen;
  const [url, setUrl] = useState("");
  const [model, setModel] = useState("");
  const [told, setTold] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const address = useRef(null);
  const { kept, forget } = useKept(screen, url, told);
  const show = async (asked) => {
    setBusy(true);
    const next = await asked;
    setBusy(false);
    if (next === void 0) return void 0;
    setTold(next);
    const [first = ""] = next.models;
    setModel((before) => next.models.length > 0 && !next.models.includes(before) ? first : before);
    return next;
  };
  const list = () => show(ask("endpoint", { url }));
  const add = async () => {
    const next = await show(ask("endpoint_add", { url, model }));
    if (next === void 0 || next.problem !== null) return;
    announce(`${model} added`);
    onAdded?.();
  };
  const drop = async () => {
    setBusy(true);
    const isForgotten = await forget();
    setBusy(false);
    if (!isForgotten) return;
    setTold(null);
    announce("key forgotten");
    address.current?.focus();
  };
  const isNamed = model.trim() !== "";
  return /* @__PURE__ */ createVNode2(
    "form",
    {
      class: "hx-endpoint",
      noValidate: true,
      "aria-label": "Add endpoint",
      onSubmit: (event) => {
        event.preventDefault();
        if (url.trim() !== "" && !isBusy) void (isNamed ? add() : list());
      },
      children: [
        /* @__PURE__ */ createVNode2("div", { class: "hx-endpoint-line", children: [
          /* @__PURE__ */ createVNode2(
            "input",
            {
              ref: address,
              class: "hx-field hx-endpoint-url",
              type: "url",
              "aria-label": "Address of the endpoint",
              placeholder: "http://127.0.0.1:8000/v1",
              spellcheck: false,
              maxLength: 2e3,
              value: url,
              onInput: (event) => {
                setUrl(event.currentTarget.value);
                setTold(null);
              }
            }
          ),
          /* @__PURE__ */ createVNode2(Model, { names: told?.models ?? [], value: model, onValue: setModel }),
          /* @__PURE__ */ createVNode2(
            "button",
            {
              type: "button",
              class: "hx-btn",
              disabled: isBusy || url.trim() === "",
              onClick: () => void list(),
              children: "List models"
            }
          ),
          /* @__PURE__ */ createVNode2("button", { type: "submit", class: "hx-btn hx-primary", disabled: isBusy || url.trim() === "" || !isNamed, children: "Add" }),
          /* @__PURE__ */ createVNode2("span", { class: "hx-muted", role: "status", children: isBusy ? "Asking…" : said(told) })
        ] }),
        kept !== null && kept.origin !== "" && /* @__PURE__ */ createVNode2(Kept, { kept, isBusy, onForget: drop }),
        told?.problem && /* @__PURE__ */ createVNode2("p", { class: "hx-note", role: "alert", children: [
          /* @__PURE__ */ createVNode2("b", { children: told.problem.message }),
          " ",
          /* @__PURE__ */ createVNode2(Linked, { text: told.problem.hint })
        ] }),
        told?.wants_key && /* @__PURE__ */ createVNode2(
          Key,
          {
            place: told.place,
            isBusy,
            onKey: (token) => void show(ask("endpoint_key", { url, token }))
          }
        ),
        /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "vLLM, llama.cpp, transformers serve and others that speak OpenAI's protocol. It is asked beside models that write text; what it holds, nobody can check." })
      ]
    }
  );
}
function useKept({ ask }, url, told) {
  const [known, setKnown] = useState(null);
  useEffect(() => {
    if (url.trim() === "") return void 0;
    let isWanted = true;
    const timer = setTimeout(() => {
      void ask("endpoint_kept", { url }).then((data) => {
        if (isWanted && data !== void 0) setKnown({ url, data });
      });
    }, PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [ask, url, told]);
  const forget = async () => {
    const data = await ask("endpoint_forget", { url });
    if (data !== void 0) setKnown({ url, data });
    return data !== void 0;
  };
  return { kept: known?.url === url ? known.data : null, forget };
}
function Kept({ kept, isBusy, onForget }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-endpoint-line", children: [
    /* @__PURE__ */ createVNode2("span", { role: "status", children: [
      "A key is kept for this address; it goes to ",
      /* @__PURE__ */ createVNode2("span", { class: "hx-mono", children: kept.origin }),
      " alone."
    ] }),
    kept.hub === "" ? /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", disabled: isBusy, onClick: () => void onForget(), children: "Forget key" }) : /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
      "It is your sign-in to ",
      kept.hub,
      ": sign out in Pins, under Hubs."
    ] })
  ] });
}
function Model({ names, value, onValue }) {
  if (names.length === 0) {
    return /* @__PURE__ */ createVNode2(
      "input",
      {
        class: "hx-field",
        "aria-label": "Model",
        placeholder: "its model",
        spellcheck: false,
        maxLength: 500,
        value,
        onInput: (event) => onValue(event.currentTarget.value)
      }
    );
  }
  return /* @__PURE__ */ createVNode2(
    "select",
    {
      class: "hx-field",
      "aria-label": "Model",
      value,
      onChange: (event) => onValue(event.currentTarget.value),
      children: [
        !names.includes(value) && /* @__PURE__ */ createVNode2("option", { value, children: value }),
        names.map((name) => /* @__PURE__ */ createVNode2("option", { value: name, children: name }, name))
      ]
    }
  );
}
function Key({ place, isBusy, onKey }) {
  const [token, setToken] = useState("");
  const send = () => {
    if (token.trim() === "") return;
    onKey(token);
    setToken("");
  };
  return /* @__PURE__ */ createVNode2("div", { class: "hx-endpoint-line", children: [
    /* @__PURE__ */ createVNode2(
      "input",
      {
        class: "hx-field hx-endpoint-url",
        type: "password",
        autocomplete: "off",
        "aria-label": "Key of the endpoint",
        placeholder: "Key",
        maxLength: 4e3,
        value: token,
        onInput: (event) => setToken(event.currentTarget.value),
        onKeyDown: (event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          send();
        }
      }
    ),
    /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", disabled: isBusy || token.trim() === "", onClick: send, children: "Keep key" }),
    /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
      "Kept in ",
      place,
      "; sent to this address alone."
    ] })
  ] });
}
function said(told) {
  if (told === null || told.problem !== null) return "";
  return told.models.length === 0 ? "It serves no models." : `${told.models.length} served there`;
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
function latency(seconds) {
  if (seconds < 95e-5) return "< 1 ms";
  if (seconds < 0.9995) return `${Math.round(seconds * 1e3)} ms`;
  return `${seconds.toFixed(seconds < 9.95 ? 1 : 0)} s`;
}
function short(commit) {
  return commit === null ? "" : commit.slice(0, 7);
}
function split(repo) {
  const at = repo.lastIndexOf("/") + 1;
  return [repo.slice(0, at), repo.slice(at)];
}
function plural(count, noun) {
  return `${exact(count)} ${noun}${count === 1 ? "" : "s"}`;
}

// src/shared/parts.tsx
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
function useUnique(prefix) {
  const [id] = useState(() => `hx-${prefix}-${Math.random().toString(36).slice(2, 10)}`);
  return id;
}

// src/compare/settings.tsx
function written(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
function valuesOf(settings, fields) {
  const values = {};
  for (const setting of settings) {
    const text = fields[setting.name];
    if (text === void 0 || text === "") continue;
    const value = valueOf(setting, text);
    if (value === null) return { values, problem: `${setting.name}: ${limits(setting)}.` };
    if (value !== setting.default) values[setting.name] = value;
  }
  return { values, problem: "" };
}
function valueOf({ kind, low, high, choices }, text) {
  if (kind === "flag") return text === "true";
  if (kind === "text") return text;
  if (kind === "choice") return choices.includes(text) ? text : null;
  const value = Number(text);
  if (!Number.isFinite(value) || value < low || value > high) return null;
  return kind === "whole" && !Number.isInteger(value) ? null : value;
}
function limits({ kind, low, high }) {
  return `${kind === "whole" ? "a whole number" : "a number"} from ${low} to ${high}`;
}
function Settings({ settings, fields, onFields, label }) {
  const prefix = useUnique("setting");
  return /* @__PURE__ */ createVNode2("div", { class: "hx-settings", role: "group", "aria-label": label, children: settings.map((setting) => {
    const id = `${prefix}-${setting.name}`;
    const value = fields[setting.name];
    return /* @__PURE__ */ createVNode2("div", { class: "hx-setting", "data-kind": setting.kind, title: setting.about, children: [
      /* @__PURE__ */ createVNode2("label", { for: id, children: setting.name }),
      /* @__PURE__ */ createVNode2(
        Field,
        {
          id,
          setting,
          value,
          onValue: (next) => onFields({ ...fields, [setting.name]: next })
        }
      ),
      /* @__PURE__ */ createVNode2("small", { class: "hx-muted", children: setting.about })
    ] }, setting.name);
  }) });
}
function Field({ id, setting, value, onValue }) {
  const { kind, choices, low, high } = setting;
  const standard = String(setting.default);
  if (kind === "flag") {
    return /* @__PURE__ */ createVNode2(
      "input",
      {
        id,
        type: "checkbox",
        class: "hx-box",
        checked: (value ?? standard) === "true",
        onChange: (event) => onValue(String(event.currentTarget.checked))
      }
    );
  }
  if (kind === "choice") {
    return /* @__PURE__ */ createVNode2(
      "select",
      {
        id,
        class: "hx-field",
        value: value ?? standard,
        onChange: (event) => onValue(event.currentTarget.value),
        children: choices.map((choice) => /* @__PURE__ */ createVNode2("option", { children: choice }, choice))
      }
    );
  }
  const invalid = value !== void 0 && value !== "" && valueOf(setting, value) === null;
  const shared = {
    id,
    class: "hx-field",
    placeholder: standard,
    value: value ?? "",
    "aria-invalid": invalid,
    onInput: (event) => onValue(event.currentTarget.value)
  };
  if (kind === "text") return /* @__PURE__ */ createVNode2("input", { type: "text", ...shared });
  return /* @__PURE__ */ createVNode2("input", { type: "number", min: low, max: high, step: kind === "whole" ? 1 : "any", ...shared });
}

// src/compare/variant.tsx
function Variant({ screen, candidate, isEdit, onClose }) {
  const { ask } = screen;
  const choices = useChoices(screen, candidate.id);
  const [commit, setCommit] = useState(candidate.key.commit);
  const [fields, setFields] = useState(() => written(candidate.settings));
  const [problem, setProblem] = useState("");
  const commitId = useUnique("commit");
  const save = async () => {
    if (choices === null) return;
    const checked = valuesOf(choices.settings, fields);
    setProblem(checked.problem);
    if (checked.problem !== "") return;
    const args = { id: candidate.id, commit, settings: checked.values };
    if (await ask(isEdit ? "edit" : "duplicate", args) !== void 0) onClose();
  };
  return /* @__PURE__ */ createVNode2(
    "form",
    {
      class: "hx-variant",
      noValidate: true,
      "aria-label": `${isEdit ? "Change" : "Same model, other settings"}: ${candidate.key.repo}`,
      onSubmit: (event) => {
        event.preventDefault();
        void save();
      },
      onKeyDown: (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      },
      children: [
        choices === null ? /* @__PURE__ */ createVNode2(Skeleton, { rows: 3, height: 24 }) : /* @__PURE__ */ createVNode2(Fragment, { children: [
          /* @__PURE__ */ createVNode2("div", { class: "hx-setting", children: [
            /* @__PURE__ */ createVNode2("label", { for: commitId, children: "commit" }),
            /* @__PURE__ */ createVNode2(
              "select",
              {
                id: commitId,
                class: "hx-field",
                value: commit ?? "",
                onChange: (event) => setCommit(event.currentTarget.value || null),
                children: [
                  candidate.key.commit === null && /* @__PURE__ */ createVNode2("option", { value: "", children: "newest" }),
                  commitsOf(choices, candidate.key.commit).map((one) => /* @__PURE__ */ createVNode2("option", { value: one.commit, children: [short(one.commit), ...one.tags, one.title].join(" · ") }, one.commit))
                ]
              }
            )
          ] }),
          /* @__PURE__ */ createVNode2(
            Settings,
            {
              settings: choices.settings,
              fields,
              onFields: setFields,
              label: "Its own settings"
            }
          )
        ] }),
        problem !== "" && /* @__PURE__ */ createVNode2("p", { class: "hx-note", role: "alert", children: problem }),
        /* @__PURE__ */ createVNode2("div", { class: "hx-variant-acts", children: [
          /* @__PURE__ */ createVNode2("button", { type: "submit", class: "hx-btn hx-primary", disabled: choices === null, children: isEdit ? "Change" : "Add beside it" }),
          /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onClose, children: "Cancel" })
        ] })
      ]
    }
  );
}
function commitsOf({ commits }, own) {
  const isListed = own === null || commits.some((one) => one.commit === own);
  return isListed ? commits : [{ commit: own, title: "this one", tags: [] }, ...commits];
}
function useChoices({ ask }, id) {
  const [choices, setChoices] = useState(null);
  useEffect(() => {
    void ask("choices", { id }).then((data) => data && setChoices(data));
  }, [ask, id]);
  return choices;
}
var SERVED_MODEL = "served_model";
function nameOf({ key, settings }) {
  return String(settings[SERVED_MODEL] ?? split(key.repo)[1]);
}
function inWords(settings) {
  return Object.entries(settings).filter(([name]) => name !== SERVED_MODEL).map(([name, value]) => `${name} ${String(value).slice(0, 60)}`).join(", ");
}

// src/compare/facts.tsx
function Facts({ screen, plan }) {
  const [facts, setFacts] = useState(null);
  const { ask } = screen;
  useEffect(() => {
    void ask("facts", {}).then((data) => data && setFacts(data));
  }, [ask, plan]);
  if (facts === null) return /* @__PURE__ */ createVNode2(Skeleton, { rows: 5 });
  const known = new Map(plan.candidates.map((one) => [one.id, one]));
  return /* @__PURE__ */ createVNode2("table", { class: "hx-table hx-facts", children: [
    /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: [
      /* @__PURE__ */ createVNode2("td", {}),
      facts.ids.map((id) => {
        const one = known.get(id);
        if (one === void 0) return /* @__PURE__ */ createVNode2("td", {}, id);
        const own = [short(one.key.commit), inWords(one.settings)].filter((part) => part !== "");
        return /* @__PURE__ */ createVNode2("th", { scope: "col", title: one.key.repo, children: [
          nameOf(one),
          " ",
          /* @__PURE__ */ createVNode2("small", { children: own.join(" · ") })
        ] }, id);
      }),
      /* @__PURE__ */ createVNode2("td", {})
    ] }) }),
    /* @__PURE__ */ createVNode2("tbody", { children: facts.rows.map((row) => /* @__PURE__ */ createVNode2(Row, { row }, row.label)) })
  ] });
}
function Row({ row }) {
  return /* @__PURE__ */ createVNode2("tr", { children: [
    /* @__PURE__ */ createVNode2("th", { scope: "row", title: row.label, children: [
      row.is_published && /* @__PURE__ */ createVNode2("span", { class: "hx-badge hx-plain", title: "By its author, not measured on your data", children: "published" }),
      row.label
    ] }),
    row.facts.map((fact, place) => {
      const isBest = row.best.includes(place);
      return /* @__PURE__ */ createVNode2(
        "td",
        {
          class: isBest ? "hx-best" : void 0,
          title: fact.detail === "" ? fact.text : `${fact.text}: ${fact.detail}`,
          children: [
            fact.tone === "" ? fact.text : /* @__PURE__ */ createVNode2("span", { class: `hx-badge hx-${fact.tone}`, children: fact.text }),
            isBest && /* @__PURE__ */ createVNode2("span", { class: "hx-best-mark", role: "img", "aria-label": "best", children: "✓" })
          ]
        },
        place
      );
    }),
    /* @__PURE__ */ createVNode2("td", { class: "hx-muted", title: row.why, children: row.why })
  ] });
}

// src/compare/history.tsx
function PastAlone({ screen, onReopened }) {
  const [isEmpty, setEmpty] = useState(true);
  const { ask } = screen;
  useEffect(() => {
    void ask("history", {}).then((data) => setEmpty((data?.past.length ?? 0) === 0));
  }, [ask]);
  if (isEmpty) return null;
  return /* @__PURE__ */ createVNode2("section", { class: "hx-around-part hx-alone", "aria-label": "History", tabIndex: 0, children: /* @__PURE__ */ createVNode2(History, { screen, onReopened }) });
}
function History({ screen, onReopened }) {
  const [kept, setKept] = useState(null);
  const { ask, announce } = screen;
  useEffect(() => {
    void ask("history", {}).then((data) => data && setKept(data));
  }, [ask]);
  const forget = (key) => {
    void ask("forget", { key }).then((data) => {
      if (data === void 0) return;
      setKept(data);
      announce(key === "" ? "All past comparisons forgotten" : "One comparison forgotten");
    });
  };
  const reopen = (key) => {
    void ask("reopen", { key }).then((data) => data && onReopened());
  };
  if (kept === null) return /* @__PURE__ */ createVNode2(Skeleton, { rows: 4 });
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    kept.past.length === 0 ? /* @__PURE__ */ createVNode2("p", { children: kept.is_on ? "Nothing was compared here yet." : "The history is off: nothing is kept." }) : /* @__PURE__ */ createVNode2("ul", { class: "hx-past", children: kept.past.map((one) => /* @__PURE__ */ createVNode2(Past, { one, onReopen: reopen, onForget: forget }, one.key)) }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-around-foot", children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: where(kept) }),
      kept.past.length > 0 && /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: () => forget(""), children: [
        "Forget all ",
        kept.past.length
      ] })
    ] })
  ] });
}
function where({ is_on: isOn, path, most }) {
  if (!isOn) return "HUBEXPLORER_HISTORY is off.";
  if (path === "") return `The newest ${most} are kept as long as this session lives.`;
  return `The newest ${most} lie in ${path}, for you alone. HUBEXPLORER_HISTORY=0 keeps none.`;
}
function Past({ one, onReopen, onForget }) {
  const of = plural(one.candidates.length, "candidate");
  return /* @__PURE__ */ createVNode2("li", { children: [
    /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-past-open",
        title: `Open: ${one.candidates.join(", ")}`,
        onClick: () => onReopen(one.key),
        children: [
          /* @__PURE__ */ createVNode2("span", { class: "hx-past-title", children: one.title }),
          /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: one.answered === one.candidates.length ? of : `${one.answered} of ${of} answered` }),
          /* @__PURE__ */ createVNode2("span", { class: "hx-muted hx-past-who", children: one.candidates.join(", ") }),
          /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
            age(one.made_s),
            " ago"
          ] })
        ]
      }
    ),
    /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-remove",
        "aria-label": `Forget ${one.title}`,
        onClick: () => onForget(one.key),
        children: "×"
      }
    )
  ] });
}

// src/compare/votes.tsx
function Votes({ rounds }) {
  const { tally, count, undo, reset } = rounds;
  useEffect(count, [count]);
  if (tally === null) return null;
  if (tally.votes === 0) {
    return /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "No vote on these candidates yet. Switch Blind on, run, and vote: names, time and memory stay hidden until then." });
  }
  return /* @__PURE__ */ createVNode2("div", { class: "hx-votes", children: [
    /* @__PURE__ */ createVNode2("table", { class: "hx-table", children: [
      /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: [
        /* @__PURE__ */ createVNode2("th", { scope: "col", children: "Candidate" }),
        /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: "Best" }),
        /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: "Ties" }),
        /* @__PURE__ */ createVNode2("th", { scope: "col", children: "Share of the votes, 95 % interval" })
      ] }) }),
      /* @__PURE__ */ createVNode2("tbody", { children: tally.standings.map((one) => /* @__PURE__ */ createVNode2(Standing, { one }, one.name)) })
    ] }),
    tally.pairs.length > 0 && /* @__PURE__ */ createVNode2(Pairs, { pairs: tally.pairs }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: tally.counting }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-around-foot", children: [
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: undo, children: "Take the newest vote back" }),
      /* @__PURE__ */ createVNode2(Reset, { kept: tally.kept, onReset: reset })
    ] })
  ] });
}
function Standing({ one }) {
  return /* @__PURE__ */ createVNode2("tr", { children: [
    /* @__PURE__ */ createVNode2("th", { scope: "row", children: one.name }),
    /* @__PURE__ */ createVNode2("td", { class: "hx-number", children: [
      one.best,
      " of ",
      one.rounds
    ] }),
    /* @__PURE__ */ createVNode2("td", { class: "hx-number", children: one.ties }),
    /* @__PURE__ */ createVNode2("td", { children: /* @__PURE__ */ createVNode2("span", { class: "hx-share", children: [
      /* @__PURE__ */ createVNode2("svg", { viewBox: "0 0 100 12", preserveAspectRatio: "none", "aria-hidden": "true", children: [
        /* @__PURE__ */ createVNode2("line", { x1: "0", x2: "100", y1: "11", y2: "11" }),
        /* @__PURE__ */ createVNode2("rect", { x: one.low * 100, width: (one.high - one.low) * 100, y: "4", height: "4" }),
        /* @__PURE__ */ createVNode2("rect", { class: "hx-share-dot", x: Math.min(98.5, one.share * 100), width: "1.5", y: "1", height: "10" })
      ] }),
      percent(one.share),
      " ",
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: range(one) })
    ] }) })
  ] });
}
function Pairs({ pairs }) {
  return /* @__PURE__ */ createVNode2("table", { class: "hx-table", children: [
    /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: [
      /* @__PURE__ */ createVNode2("th", { scope: "col", children: "Pair" }),
      /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: "Wins of the first" }),
      /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: "95 % interval" }),
      /* @__PURE__ */ createVNode2("th", { scope: "col", children: "The votes tell" })
    ] }) }),
    /* @__PURE__ */ createVNode2("tbody", { children: pairs.map((pair) => /* @__PURE__ */ createVNode2("tr", { children: [
      /* @__PURE__ */ createVNode2("th", { scope: "row", children: [
        pair.first,
        " over ",
        pair.second
      ] }),
      /* @__PURE__ */ createVNode2("td", { class: "hx-number", children: [
        pair.wins,
        " of ",
        pair.rounds
      ] }),
      /* @__PURE__ */ createVNode2("td", { class: "hx-number", children: range(pair) }),
      /* @__PURE__ */ createVNode2("td", { children: verdict(pair) })
    ] }, `${pair.first}
${pair.second}`)) })
  ] });
}
function verdict({ first, second, low, is_decided }) {
  if (!is_decided) return "not which of the two is preferred";
  return `${low > 0.5 ? first : second} is preferred`;
}
function Reset({ kept, onReset }) {
  const [isSure, setSure] = useState(false);
  const press2 = () => {
    if (isSure) onReset();
    setSure(!isSure);
  };
  return /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: press2, onBlur: () => setSure(false), children: isSure ? `Forget all ${plural(kept, "vote")} of this project` : "Forget all votes" });
}
function percent(value) {
  return `${Math.round(value * 100)} %`;
}
function range({ low, high }) {
  return `${Math.round(low * 100)} to ${percent(high)}`;
}

// src/compare/around.tsx
var PARTS = ["Facts", "Votes", "History", "Add endpoint"];
var TYPES = { html: "text/html", toml: "application/toml" };
function Around({ screen, plan, rounds, isWhole, hasRun, onReopened, children }) {
  const [chosen, setChosen] = useState(null);
  const open = chosen ?? (hasRun ? "" : "Facts");
  const reopened2 = () => {
    setChosen("");
    onReopened();
  };
  const save = async (what) => {
    const file = await screen.ask("export", { what });
    if (file === void 0) return;
    saveFile(file.name, file.text, TYPES[what]);
    screen.announce(`${file.name} saved`);
  };
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("div", { class: "hx-around", children: [
      children,
      /* @__PURE__ */ createVNode2("span", { class: "hx-space" }),
      PARTS.map((part) => /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-link",
          "aria-expanded": open === part,
          onClick: () => setChosen(open === part ? "" : part),
          children: part
        },
        part
      )),
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-link",
          disabled: !isWhole,
          title: "Candidates, settings and inputs as a file that asks the same again",
          onClick: () => void save("toml"),
          children: "Save comparison"
        }
      ),
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-link",
          disabled: !isWhole,
          title: "One page that reads offline: inputs, answers, facts, commits",
          onClick: () => void save("html"),
          children: "Export HTML"
        }
      )
    ] }),
    open !== "" && /* @__PURE__ */ createVNode2("section", { class: "hx-around-part", "aria-label": open, tabIndex: 0, children: [
      open === "Facts" && /* @__PURE__ */ createVNode2(Facts, { screen, plan }),
      open === "Votes" && /* @__PURE__ */ createVNode2(Votes, { rounds }),
      open === "Add endpoint" && /* @__PURE__ */ createVNode2(Endpoint, { screen, onAdded: () => setChosen("") }),
      open === "History" && /* @__PURE__ */ createVNode2(History, { screen, onReopened: reopened2 })
    ] })
  ] });
}
function BlindSwitch({ screen }) {
  const isBlind = useTrait(screen.model, "blind");
  return /* @__PURE__ */ createVNode2(
    "button",
    {
      type: "button",
      class: "hx-btn",
      "aria-pressed": isBlind,
      title: "The next answers are shuffled and without names until you vote",
      onClick: () => {
        screen.model.set("blind", !isBlind);
        screen.model.save_changes();
      },
      children: "Blind"
    }
  );
}

// src/compare/draft.ts
var NO_DRAFT = {
  text: "",
  question: "",
  context: "",
  labels: "",
  system: "",
  history: [],
  reference: ""
};
function fromSample(sample, before = NO_DRAFT) {
  const { text, question, context, labels, messages } = sample;
  const said3 = messages.filter((one) => one.role !== "system");
  return {
    ...NO_DRAFT,
    system: messages.find((one) => one.role === "system")?.content ?? before.system,
    history: said3.slice(0, -1),
    text: said3.at(-1)?.content ?? text,
    question,
    context,
    labels: labels.join(", ")
  };
}
var MEDIA_KINDS = {
  image: "image",
  "image-text": "image",
  audio: "audio"
};
function mediaOf(kind) {
  return MEDIA_KINDS[kind];
}
function toInput(kind, draft, media) {
  const { text } = draft;
  const isWritten = text.trim() !== "";
  switch (kind) {
    case "image":
    case "audio":
      return isThere(media) ? { [kind]: media.id } : null;
    case "image-text":
      if (!isThere(media)) return null;
      return isWritten ? { image: media.id, text } : { image: media.id };
    case "texts": {
      const texts = listed(text, "\n");
      return texts.length < 2 ? null : { texts };
    }
    case "labels": {
      const labels = listed(draft.labels, /[,\n]/);
      return isWritten && labels.length > 0 ? { text, labels } : null;
    }
    case "question": {
      const { question, context } = draft;
      return question.trim() === "" || context.trim() === "" ? null : { question, context };
    }
    case "chat":
      return isWritten ? chatInput(draft) : null;
    default:
      return isWritten ? { text } : null;
  }
}
function chatInput({ text, system, history }) {
  if (system.trim() === "" && history.length === 0) return { text };
  const begin = system.trim() === "" ? [] : [{ role: "system", content: system }];
  return { messages: [...begin, ...history, { role: "user", content: text }] };
}
function isThere(media) {
  return media !== null && media.id !== "";
}
function missing(kind, media) {
  if (media !== null && media.id === "") return "The file is still on its way; it runs then.";
  switch (kind) {
    case "texts":
      return "Write two or more texts, one per line.";
    case "labels":
      return "Write a text, and the labels to choose from.";
    case "question":
      return "Write a question, and the text that answers it.";
    case "image":
    case "image-text":
      return "Choose an image first.";
    case "audio":
      return "Choose or record a sound first.";
    default:
      return "Give the candidates something to answer first.";
  }
}
function listed(text, separator) {
  return text.split(separator).map((part) => part.trim()).filter((part) => part !== "");
}

// src/compare/fields.tsx
function Area({ label, hint, value, rows, onValue }) {
  return /* @__PURE__ */ createVNode2(
    "textarea",
    {
      class: "hx-field",
      rows,
      maxLength: 2e4,
      "aria-label": label,
      placeholder: hint,
      value,
      onInput: (event) => onValue(event.currentTarget.value)
    }
  );
}
function Line({ label, hint, value, onValue }) {
  return /* @__PURE__ */ createVNode2(
    "input",
    {
      type: "text",
      class: "hx-field hx-line",
      maxLength: 2e4,
      "aria-label": label,
      placeholder: hint,
      value,
      onInput: (event) => onValue(event.currentTarget.value)
    }
  );
}

// src/compare/chat.tsx
var SHOWN_CHARACTERS = 2e3;
function Chat({ draft, onDraft }) {
  const [isSystemShown, showSystem] = useState(draft.system !== "");
  const { history } = draft;
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    isSystemShown && /* @__PURE__ */ createVNode2(
      Area,
      {
        label: "System prompt",
        hint: "System prompt: what the chat begins with",
        rows: 2,
        value: draft.system,
        onValue: (system) => onDraft({ ...draft, system })
      }
    ),
    history.length > 0 && /* @__PURE__ */ createVNode2("ol", { class: "hx-history", "aria-label": "What was said before", tabIndex: 0, children: history.map((message, place) => /* @__PURE__ */ createVNode2(
      Said,
      {
        message,
        onCut: () => onDraft({ ...draft, history: history.slice(0, place - place % 2) })
      },
      place
    )) }),
    /* @__PURE__ */ createVNode2(
      Area,
      {
        label: "Text for all candidates",
        hint: history.length > 0 ? "What you say next" : "What you say, or a text to continue",
        rows: 2,
        value: draft.text,
        onValue: (text) => onDraft({ ...draft, text })
      }
    ),
    /* @__PURE__ */ createVNode2("div", { class: "hx-chat-acts", children: [
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-link",
          "aria-expanded": isSystemShown,
          onClick: () => {
            if (isSystemShown) onDraft({ ...draft, system: "" });
            showSystem(!isSystemShown);
          },
          children: isSystemShown ? "No system prompt" : "System prompt"
        }
      ),
      history.length > 0 && /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link", onClick: () => onDraft({ ...draft, history: [] }), children: "New chat" })
    ] })
  ] });
}
function Said({ message, onCut }) {
  const { role, content } = message;
  return /* @__PURE__ */ createVNode2("li", { "data-role": role, children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: role === "user" ? "you" : role }),
    /* @__PURE__ */ createVNode2("p", { children: content.slice(0, SHOWN_CHARACTERS) }),
    role === "user" && /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-remove",
        "aria-label": "Forget this turn and what follows",
        onClick: onCut,
        children: "×"
      }
    )
  ] });
}
function continued(asked, answer) {
  const turn = [
    { role: "user", content: asked.text },
    { role: "assistant", content: answer }
  ];
  return { ...asked, text: "", history: [...asked.history, ...turn] };
}

// src/shared/progress.tsx
function ProgressBar({ label, done, total }) {
  const percent2 = percentOf(done, total);
  return /* @__PURE__ */ createVNode2(
    "span",
    {
      class: "hx-progress",
      role: "progressbar",
      "aria-label": label,
      "aria-valuemin": 0,
      "aria-valuemax": 100,
      "aria-valuenow": total > 0 ? percent2 : void 0,
      children: /* @__PURE__ */ createVNode2("span", { style: { width: `${percent2}%` } })
    }
  );
}
function percentOf(done, total) {
  return total > 0 ? Math.round(Math.min(1, done / total) * 100) : 0;
}

// src/compare/devices.tsx
async function opened(wanted, what, onProblem) {
  if (navigator.mediaDevices === void 0) {
    onProblem(`No ${what} here: browsers offer it only to pages over https or from this machine.`);
    return null;
  }
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    const isRefused = error.name === "NotAllowedError";
    onProblem(
      isRefused ? `The browser was not allowed to use the ${what}.` : `No ${what} was found (${error.message}).`
    );
    return null;
  }
}
function close(stream) {
  stream?.getTracks().forEach((track) => track.stop());
}
function Microphone({ onTaken, onProblem }) {
  const [since, setSince] = useState(null);
  const [seconds, setSeconds] = useState(0);
  const recorder = useRef(null);
  useEffect(() => {
    if (since === null) return void 0;
    const timer = setInterval(() => setSeconds(Math.round((Date.now() - since) / 1e3)), 250);
    return () => clearInterval(timer);
  }, [since]);
  useEffect(() => () => close(recorder.current?.stream ?? null), []);
  const start = async () => {
    onProblem("");
    const stream = await opened({ audio: true }, "microphone", onProblem);
    if (stream === null) return;
    const parts = [];
    const own = new MediaRecorder(stream);
    own.ondataavailable = (event) => parts.push(event.data);
    own.onstop = () => {
      close(stream);
      onTaken(new Blob(parts, { type: own.mimeType }), "recording");
    };
    recorder.current = own;
    own.start();
    setSeconds(0);
    setSince(Date.now());
  };
  const stop = () => {
    setSince(null);
    recorder.current?.stop();
  };
  return /* @__PURE__ */ createVNode2(
    "button",
    {
      type: "button",
      class: "hx-btn",
      "aria-pressed": since !== null,
      onClick: () => since === null ? void start() : stop(),
      children: since === null ? "Record" : `Stop recording · ${seconds} s`
    }
  );
}
function Camera({ onTaken, onProblem }) {
  const [stream, setStream] = useState(null);
  const video = useRef(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
    return () => close(stream);
  }, [stream]);
  const start = async () => {
    onProblem("");
    setStream(await opened({ video: true }, "camera", onProblem));
  };
  const take = () => {
    const shown = video.current;
    if (shown === null || shown.videoWidth === 0) return;
    const canvas = document.createElement("canvas");
    canvas.width = shown.videoWidth;
    canvas.height = shown.videoHeight;
    canvas.getContext("2d")?.drawImage(shown, 0, 0);
    canvas.toBlob((picture) => picture && onTaken(picture, "camera.png"), "image/png");
    setStream(null);
  };
  if (stream === null) {
    return /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: () => void start(), children: "Camera" });
  }
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("video", { ref: video, class: "hx-camera", autoplay: true, muted: true, playsInline: true, "aria-label": "What the camera sees" }),
    /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn hx-primary", onClick: take, children: "Take picture" }),
    /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: () => setStream(null), children: "Cancel" })
  ] });
}

// src/compare/sound.ts
var RATE = 16e3;
var PCM = 1;
async function asWav(file) {
  const data = await file.arrayBuffer();
  if (isPlainWav(data)) return { blob: file, note: "" };
  const sound = await decoded(data);
  if (sound === null) return { blob: null, note: "This browser cannot read that file as a sound." };
  return {
    blob: new Blob([wavOf(mono(sound), RATE)], { type: "audio/wav" }),
    note: "converted to WAV, 16 kHz"
  };
}
async function peaks(url, count) {
  const comma = url.indexOf(",");
  const data = Uint8Array.from(atob(url.slice(comma + 1)), (letter) => letter.charCodeAt(0));
  const sound = await decoded(data.buffer);
  if (sound === null) return null;
  const samples = mono(sound);
  const step = samples.length / count;
  return Array.from({ length: count }, (_, part) => {
    let most = 0;
    const end = Math.min(samples.length, Math.ceil((part + 1) * step));
    for (let at = Math.floor(part * step); at < end; at += 1)
      most = Math.max(most, Math.abs(samples[at] ?? 0));
    return Math.min(1, most);
  });
}
async function decoded(data) {
  if (typeof OfflineAudioContext === "undefined") return null;
  try {
    return await new OfflineAudioContext(1, 1, RATE).decodeAudioData(data);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
function mono(sound) {
  const mixed = new Float32Array(sound.length);
  for (let channel = 0; channel < sound.numberOfChannels; channel += 1) {
    sound.getChannelData(channel).forEach((value, at) => {
      mixed[at] = (mixed[at] ?? 0) + value / sound.numberOfChannels;
    });
  }
  return mixed;
}
function isPlainWav(data) {
  if (data.byteLength < 44) return false;
  const view = new DataView(data);
  const word = (at) => String.fromCharCode(...new Uint8Array(data, at, 4));
  return word(0) === "RIFF" && word(8) === "WAVE" && word(12) === "fmt " && view.getUint16(20, true) === PCM;
}
function wavOf(samples, rate) {
  const data = new ArrayBuffer(44 + samples.length * 2);
  const view = new DataView(data);
  const word = (at, text) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  word(0, "RIFF");
  view.setUint32(4, data.byteLength - 8, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((value, at) => view.setInt16(44 + at * 2, Math.max(-1, Math.min(1, value)) * 32767, true));
  return data;
}

// src/compare/player.tsx
var BARS = 120;
var HEIGHT = 36;
function Player({ url, label }) {
  const audio = useRef(null);
  const shape = usePeaks(url);
  const [share, setShare] = useState(0);
  const seek = (event) => {
    const drawn = event.currentTarget.getBoundingClientRect();
    const sound = audio.current;
    if (sound === null || !Number.isFinite(sound.duration) || drawn.width === 0) return;
    sound.currentTime = (event.clientX - drawn.left) / drawn.width * sound.duration;
  };
  return /* @__PURE__ */ createVNode2("div", { class: "hx-player", children: [
    shape !== null && /* @__PURE__ */ createVNode2(
      "svg",
      {
        viewBox: `0 0 ${BARS * 3} ${HEIGHT}`,
        preserveAspectRatio: "none",
        role: "img",
        "aria-label": `Waveform: ${label}`,
        onClick: seek,
        children: shape.map((peak, at) => {
          const tall = Math.max(1, peak * HEIGHT);
          return /* @__PURE__ */ createVNode2(
            "rect",
            {
              class: at / BARS < share ? "hx-played" : void 0,
              x: at * 3,
              y: (HEIGHT - tall) / 2,
              width: 2,
              height: tall
            },
            at
          );
        })
      }
    ),
    /* @__PURE__ */ createVNode2(
      "audio",
      {
        ref: audio,
        controls: true,
        preload: "metadata",
        src: url,
        "aria-label": label,
        onTimeUpdate: (event) => {
          const { currentTime, duration: duration2 } = event.currentTarget;
          setShare(duration2 > 0 ? currentTime / duration2 : 0);
        }
      }
    )
  ] });
}
function usePeaks(url) {
  const [shape, setShape] = useState(null);
  useEffect(() => {
    let isWanted = true;
    setShape(null);
    void peaks(url, BARS).then((found) => isWanted && setShape(found));
    return () => {
      isWanted = false;
    };
  }, [url]);
  return shape;
}

// src/compare/media.tsx
var WORDS = {
  image: {
    a: "an image",
    accept: "image/png,image/jpeg,image/webp,image/gif,image/bmp",
    kinds: "PNG, JPEG, WebP, GIF or BMP"
  },
  audio: { a: "a sound", accept: "audio/*", kinds: "WAV, or what this browser plays" }
};
function MediaInput({ what, uploading, maxBytes, onProblem }) {
  const picker = useRef(null);
  const { media, coming, take, clear } = uploading;
  const { a, accept, kinds } = WORDS[what];
  const onTaken = async (file, name) => onProblem(await take(file, name, what));
  const onFiles = (files) => {
    const file = files?.[0];
    if (file !== void 0) void onTaken(file, file.name);
  };
  const hasUrl = media !== null && media.url !== "";
  const Device = what === "image" ? Camera : Microphone;
  return /* @__PURE__ */ createVNode2(
    "div",
    {
      class: "hx-media",
      "data-what": what,
      onDragOver: (event) => event.preventDefault(),
      onDrop: (event) => {
        event.preventDefault();
        onFiles(event.dataTransfer?.files);
      },
      onPaste: (event) => onFiles(event.clipboardData?.files),
      children: [
        hasUrl && what === "image" && /* @__PURE__ */ createVNode2("img", { src: media.url, alt: "The image that the candidates get" }),
        hasUrl && what === "audio" && /* @__PURE__ */ createVNode2(Player, { url: media.url, label: "The sound that the candidates get" }),
        /* @__PURE__ */ createVNode2("div", { class: "hx-media-acts", children: [
          /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: () => picker.current?.click(), children: [
            "Choose ",
            a
          ] }),
          /* @__PURE__ */ createVNode2(Device, { onTaken: (taken, name) => void onTaken(taken, name), onProblem }),
          /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: media === null ? `or drop it here: ${kinds}, at most ${bytes(maxBytes)}` : said2(media) }),
          coming !== null && /* @__PURE__ */ createVNode2(Fragment, { children: [
            /* @__PURE__ */ createVNode2(ProgressBar, { label: `Sending ${coming.name}`, done: coming.share, total: 1 }),
            /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: clear, children: "Cancel" })
          ] })
        ] }),
        /* @__PURE__ */ createVNode2(
          "input",
          {
            ref: picker,
            type: "file",
            accept,
            hidden: true,
            "aria-label": what === "image" ? "Image file" : "Sound file",
            onChange: (event) => {
              onFiles(event.currentTarget.files);
              event.currentTarget.value = "";
            }
          }
        )
      ]
    }
  );
}
function said2({ name, size, note }) {
  return [name, bytes(size), note].filter((part) => part !== "").join(" · ");
}

// src/compare/input.tsx
var MASK = "[MASK]";
var SPEECH = "automatic-speech-recognition";
function Input(props) {
  const { plan, draft, uploading, onDraft, onRun, onProblem } = props;
  const what = mediaOf(plan.kind);
  const pick = (sample) => {
    onDraft(fromSample(sample, draft));
    if (what !== void 0 && sample.media !== "") {
      void uploading.sample(sample.media, sample.name, what).then(onProblem);
    }
  };
  return /* @__PURE__ */ createVNode2(
    "div",
    {
      class: "hx-input",
      onKeyDown: (event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        onRun();
      },
      children: [
        what !== void 0 && /* @__PURE__ */ createVNode2(
          MediaInput,
          {
            what,
            uploading,
            maxBytes: plan.upload.max_bytes,
            onProblem
          }
        ),
        /* @__PURE__ */ createVNode2(Fields, { ...props }),
        plan.samples.length > 0 && /* @__PURE__ */ createVNode2("div", { class: "hx-chips", role: "group", "aria-label": "Samples", children: plan.samples.map((sample, index) => /* @__PURE__ */ createVNode2(
          Sample,
          {
            sample,
            number: index + 1,
            isImage: what === "image",
            onPick: () => pick(sample)
          },
          index
        )) })
      ]
    }
  );
}
function Fields({ plan, draft, onDraft }) {
  const set = (name) => (value) => onDraft({ ...draft, [name]: value });
  switch (plan.kind) {
    case "image":
      return null;
    case "image-text":
      return /* @__PURE__ */ createVNode2(
        Line,
        {
          label: "Question about the image",
          hint: "A question about it; may stay empty",
          value: draft.text,
          onValue: set("text")
        }
      );
    case "audio":
      return plan.task !== SPEECH ? null : /* @__PURE__ */ createVNode2(
        Line,
        {
          label: "What was really said",
          hint: "What was really said, to count wrong words; may stay empty, is not sent",
          value: draft.reference,
          onValue: set("reference")
        }
      );
    case "texts":
      return /* @__PURE__ */ createVNode2(
        Area,
        {
          label: "Texts to compare, one per line",
          hint: "Two or more texts, one per line",
          rows: 5,
          value: draft.text,
          onValue: set("text")
        }
      );
    case "labels":
      return /* @__PURE__ */ createVNode2(Fragment, { children: [
        /* @__PURE__ */ createVNode2(
          Area,
          {
            label: "Text for all candidates",
            hint: "A sentence of yours",
            rows: 2,
            value: draft.text,
            onValue: set("text")
          }
        ),
        /* @__PURE__ */ createVNode2(
          Line,
          {
            label: "Labels to choose from",
            hint: "Labels, separated by commas: refund, delivery, praise",
            value: draft.labels,
            onValue: set("labels")
          }
        )
      ] });
    case "question":
      return /* @__PURE__ */ createVNode2(Fragment, { children: [
        /* @__PURE__ */ createVNode2(Line, { label: "Question", hint: "A question", value: draft.question, onValue: set("question") }),
        /* @__PURE__ */ createVNode2(
          Area,
          {
            label: "Text that answers it",
            hint: "The text in which the answer stands",
            rows: 4,
            value: draft.context,
            onValue: set("context")
          }
        )
      ] });
    case "chat":
      return /* @__PURE__ */ createVNode2(Chat, { draft, onDraft });
    default:
      return /* @__PURE__ */ createVNode2(Plain, { task: plan.task, value: draft.text, onValue: set("text") });
  }
}
function Plain({ task, value, onValue }) {
  const isMasked = task === "fill-mask";
  const hint = isMasked ? `A sentence with ${MASK} for the open word` : "A sentence of yours";
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2(Area, { label: "Text for all candidates", hint, rows: 2, value, onValue }),
    isMasked && !value.includes(MASK) && /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-btn hx-mask",
        onClick: () => onValue(`${value.trimEnd()} ${MASK}`.trimStart()),
        children: [
          "Add ",
          MASK
        ]
      }
    )
  ] });
}
function Sample({ sample, number, isImage, onPick }) {
  if (isImage && sample.media !== "") {
    return /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-thumb", "aria-label": `Sample image ${number}`, onClick: onPick, children: /* @__PURE__ */ createVNode2("img", { src: asImage(sample.media), alt: "" }) });
  }
  const words = sample.question || sample.text || sample.name || sample.context;
  return /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-sample", title: words, onClick: onPick, children: words.replaceAll("\n", " / ") });
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

// src/compare/media_upload.ts
function useMedia({ ask }, { max_bytes }) {
  const [media, setMedia] = useState(null);
  const { coming, send, stop } = useUpload({
    upload: (args) => ask("upload", args),
    cancel: (args) => ask("upload_cancel", args)
  });
  const newest = useRef(0);
  const take = useCallback(
    async (file, name, what, isOwn = true) => {
      const limits2 = { max_bytes, endings: [] };
      const problem = problemOf(file, name, limits2);
      if (problem !== "") return problem;
      newest.current += 1;
      const turn = newest.current;
      const isOld = () => turn !== newest.current;
      const begun = { id: "", name, url: "", size: file.size, isOwn, note: "" };
      setMedia(begun);
      const { blob, note } = what === "audio" ? await asWav(file) : { blob: file, note: "" };
      if (isOld()) return "";
      const tooLarge = blob === null ? note : problemOf(blob, `${name} as WAV`, limits2);
      if (blob === null || tooLarge !== "") {
        setMedia(null);
        return tooLarge;
      }
      try {
        const type = what === "audio" ? "audio/wav" : blob.type || "image/png";
        const url = `data:${type};base64,${await asBase64(blob)}`;
        if (isOld()) return "";
        const whole = { ...begun, url, size: blob.size, note };
        setMedia(whole);
        const sent = await send(blob, name);
        if (!isOld()) setMedia(sent && { ...whole, id: sent.id });
        return "";
      } catch (error) {
        if (!isOld()) setMedia(null);
        return unreadable(error, name);
      }
    },
    [send, max_bytes]
  );
  const sample = useCallback(
    (base64, name, what) => take(fromBase64(base64), name, what, false),
    [take]
  );
  const clear = useCallback(() => {
    newest.current += 1;
    stop();
    setMedia(null);
  }, [stop]);
  return { media, coming, take, sample, clear };
}

// src/compare/asking.tsx
function useAsking(screen, plan, onRun) {
  const uploading = useMedia(screen, plan.upload);
  const { media } = uploading;
  const [note, setNote] = useState("");
  const { draft, setDraft } = useDraft(plan, uploading, () => setNote(""));
  const [fields, setFields] = useState({});
  const [isDue, setDue] = useState(false);
  const go = () => {
    const input = toInput(plan.kind, draft, media);
    const { values, problem } = valuesOf(plan.settings, fields);
    setDue(media !== null && media.id === "");
    setNote(input === null ? missing(plan.kind, media) : problem);
    if (input === null || problem !== "" || plan.candidates.every((one) => one.problem !== "")) return;
    const url = mediaOf(plan.kind) === void 0 ? "" : media?.url ?? "";
    onRun({ kind: plan.kind, draft, url }, { input, settings: values });
  };
  useEffect(() => {
    if (isDue && (media === null || media.id !== "")) go();
  }, [isDue, media]);
  return { draft, setDraft, uploading, fields, setFields, note, setNote, go };
}
function useDraft(plan, { media, sample, clear }, onFresh) {
  const [draft, setDraft] = useState(NO_DRAFT);
  const sampled = useRef(NO_DRAFT);
  const kind = useRef("");
  const begin = useRef(0);
  useLayoutEffect(() => {
    const isOwn = draft !== sampled.current || media?.isOwn === true;
    if (isOwn && plan.kind === kind.current && plan.begin === begin.current) return;
    begin.current = plan.begin;
    const first = plan.samples[0];
    const what = mediaOf(plan.kind);
    kind.current = plan.kind;
    sampled.current = first === void 0 ? NO_DRAFT : fromSample(first);
    setDraft(sampled.current);
    clear();
    if (what !== void 0 && first !== void 0 && first.media !== "") {
      void sample(first.media, first.name, what);
    }
    onFresh();
  }, [plan]);
  return { draft, setDraft };
}
function Ask({ plan, asking, isBusy, onStop, children }) {
  const { draft, setDraft, uploading, fields, setFields, note, setNote, go } = asking;
  const [isOpen, setOpen] = useState(false);
  const runnable = plan.candidates.filter((one) => one.problem === "").length;
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("div", { class: "hx-ask", children: [
      /* @__PURE__ */ createVNode2(
        Input,
        {
          plan,
          draft,
          uploading,
          onDraft: setDraft,
          onRun: go,
          onProblem: setNote
        }
      ),
      /* @__PURE__ */ createVNode2("div", { class: "hx-ask-acts", children: [
        /* @__PURE__ */ createVNode2(
          "button",
          {
            type: "button",
            class: "hx-btn hx-primary",
            disabled: runnable === 0 || isBusy,
            title: "Ctrl+Enter",
            onClick: go,
            children: [
              "Run on ",
              runnable
            ]
          }
        ),
        /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", disabled: !isBusy, onClick: onStop, children: "Stop" }),
        children,
        plan.settings.length > 0 && /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", "aria-expanded": isOpen, onClick: () => setOpen(!isOpen), children: settingsTitle(plan, fields) })
      ] })
    ] }),
    isOpen && /* @__PURE__ */ createVNode2(Settings, { settings: plan.settings, fields, onFields: setFields, label: "Settings of all" }),
    note !== "" && /* @__PURE__ */ createVNode2("p", { class: "hx-note", role: "alert", children: note })
  ] });
}
function settingsTitle(plan, fields) {
  const changed = Object.keys(valuesOf(plan.settings, fields).values).length;
  return changed === 0 ? "Settings" : `Settings · ${changed}`;
}

// src/compare/marked.tsx
var HUES = 6;
function pieces(text, entities) {
  const points = Array.from(text);
  const found = [];
  let at = 0;
  for (const entity of [...entities].sort((a, b) => a.start - b.start)) {
    if (entity.start < at || entity.end <= entity.start || entity.end > points.length) continue;
    if (entity.start > at) found.push({ text: points.slice(at, entity.start).join(""), entity: null });
    found.push({ text: points.slice(entity.start, entity.end).join(""), entity });
    at = entity.end;
  }
  if (at < points.length) found.push({ text: points.slice(at).join(""), entity: null });
  return found;
}
function hueOf(label, labels) {
  return [...new Set(labels)].sort().indexOf(label) % HUES;
}
function Entities({ text, entities }) {
  const labels = entities.map((one) => one.label);
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("p", { class: "hx-entities", children: pieces(text, entities).map(
      ({ text: part, entity }, index) => entity === null ? part : /* @__PURE__ */ createVNode2(
        "mark",
        {
          "data-hue": hueOf(entity.label, labels),
          title: `${entity.label}, score ${entity.score.toFixed(2)}`,
          children: [
            part,
            " ",
            /* @__PURE__ */ createVNode2("small", { children: entity.label })
          ]
        },
        index
      )
    ) }),
    entities.length === 0 && /* @__PURE__ */ createVNode2("p", { class: "hx-muted hx-pane-note", children: "No entity found." })
  ] });
}
function Span({
  answer,
  text,
  entities
}) {
  const score = entities[0]?.score ?? 0;
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("p", { class: "hx-answer", children: [
      /* @__PURE__ */ createVNode2("b", { children: answer.trim() === "" ? "No answer found." : answer }),
      " ",
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted hx-number", title: "Probability of this span", children: score.toFixed(2) })
    ] }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-context", tabIndex: 0, "aria-label": "The answer in its text", children: pieces(text, entities).map(
      ({ text: part, entity }, index) => entity === null ? part : /* @__PURE__ */ createVNode2("mark", { children: part }, index)
    ) })
  ] });
}

// src/compare/pictures.tsx
var NAME_SHARE = 1 / 26;
var SHOWN_FIRST = 8;
var MAX_HEIGHT_PX = 320;
function frame(width, height) {
  return { aspectRatio: `${width} / ${height}`, maxWidth: `${MAX_HEIGHT_PX * width / height}px` };
}
function Boxes({ output, image }) {
  const { width = 1, height = 1, boxes = [] } = output;
  const [over, setOver] = useState(-1);
  const labels = boxes.map((one) => one.label);
  const size = width * NAME_SHARE;
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("div", { class: "hx-picture", style: frame(width, height), children: [
      image !== "" && /* @__PURE__ */ createVNode2("img", { src: image, alt: "" }),
      /* @__PURE__ */ createVNode2("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": inWords2(labels, "box", "boxes"), children: boxes.map(({ label, box: [left = 0, top = 0, right = 0, bottom = 0] }, at) => /* @__PURE__ */ createVNode2("g", { "data-hue": hueOf(label, labels), "data-dim": over !== -1 && over !== at, children: [
        /* @__PURE__ */ createVNode2("rect", { x: left, y: top, width: right - left, height: bottom - top }),
        /* @__PURE__ */ createVNode2("text", { x: left + size / 4, y: Math.max(size, top - size / 4), "font-size": size, children: label.slice(0, 40) })
      ] }, at)) })
    ] }),
    /* @__PURE__ */ createVNode2(
      Parts,
      {
        parts: boxes.map((one) => ({ label: one.label, figure: one.score.toFixed(2) })),
        labels,
        none: "Nothing found above the threshold.",
        onOver: setOver
      }
    )
  ] });
}
function Masks({ output, image }) {
  const { width = 1, height = 1, masks = [] } = output;
  const [over, setOver] = useState(-1);
  const labels = masks.map((one) => one.label);
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2(
      "div",
      {
        class: "hx-picture",
        style: frame(width, height),
        role: "img",
        "aria-label": inWords2(labels, "part", "parts"),
        children: [
          image !== "" && /* @__PURE__ */ createVNode2("img", { src: image, alt: "" }),
          masks.map(({ label, png }, at) => /* @__PURE__ */ createVNode2(
            "div",
            {
              class: "hx-mask-part",
              "data-hue": hueOf(label, labels),
              "data-dim": over !== -1 && over !== at,
              style: { maskImage: `url("${asImage(png)}")` }
            },
            at
          ))
        ]
      }
    ),
    /* @__PURE__ */ createVNode2(
      Parts,
      {
        parts: masks.map((one) => ({
          label: one.label,
          figure: `${(one.share * 100).toFixed(0)} %`
        })),
        labels,
        none: "No part found.",
        onOver: setOver
      }
    )
  ] });
}
function Depth({ output }) {
  const { png = "", width = 1, height = 1, least = 0, most = 0 } = output;
  return /* @__PURE__ */ createVNode2("figure", { class: "hx-depth", children: [
    /* @__PURE__ */ createVNode2("div", { class: "hx-picture", style: frame(width, height), children: png !== "" && /* @__PURE__ */ createVNode2("img", { src: asImage(png), alt: "Depth: a gray value for each pixel" }) }),
    /* @__PURE__ */ createVNode2("figcaption", { class: "hx-muted", children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-number", children: figure(least, most) }),
      /* @__PURE__ */ createVNode2("i", { "aria-hidden": "true" }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-number", children: figure(most, most) }),
      /* @__PURE__ */ createVNode2("span", { children: "as the model gives it" })
    ] })
  ] });
}
function Parts({ parts, labels, none, onOver }) {
  const [showsAll, setAll] = useState(false);
  if (parts.length === 0) return /* @__PURE__ */ createVNode2("p", { class: "hx-muted hx-pane-note", children: none });
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("ol", { class: "hx-parts", children: parts.slice(0, showsAll ? void 0 : SHOWN_FIRST).map(({ label, figure: figure2 }, at) => /* @__PURE__ */ createVNode2(
      "li",
      {
        tabIndex: 0,
        "data-hue": hueOf(label, labels),
        onMouseEnter: () => onOver(at),
        onMouseLeave: () => onOver(-1),
        onFocus: () => onOver(at),
        onBlur: () => onOver(-1),
        children: [
          /* @__PURE__ */ createVNode2("i", { "aria-hidden": "true" }),
          /* @__PURE__ */ createVNode2("span", { title: label, children: label }),
          /* @__PURE__ */ createVNode2("span", { class: "hx-number", children: figure2 })
        ]
      },
      at
    )) }),
    parts.length > SHOWN_FIRST && /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-link hx-all",
        "aria-expanded": showsAll,
        onClick: () => setAll(!showsAll),
        children: showsAll ? `first ${SHOWN_FIRST}` : `all ${parts.length}`
      }
    )
  ] });
}
function figure(value, most) {
  return Math.abs(value) < Math.abs(most) * 1e-6 ? "0" : value.toPrecision(3);
}
function inWords2(labels, one, many) {
  const names = [...new Set(labels)].slice(0, 10).join(", ");
  return `${labels.length} ${labels.length === 1 ? one : many}${names === "" ? "" : `: ${names}`}`;
}

// src/compare/similarity.tsx
var MAX_TEXTS = 40;
function Similarity({ texts: all, matrix }) {
  const texts = all.slice(0, MAX_TEXTS);
  return /* @__PURE__ */ createVNode2("div", { class: "hx-similarity", tabIndex: 0, role: "group", "aria-label": "Heat map", children: [
    /* @__PURE__ */ createVNode2("table", { "aria-label": "Similarity of each text to each other", children: [
      /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: [
        /* @__PURE__ */ createVNode2("td", {}),
        texts.map((text, column) => /* @__PURE__ */ createVNode2("th", { scope: "col", title: text, children: column + 1 }, column))
      ] }) }),
      /* @__PURE__ */ createVNode2("tbody", { children: texts.map((text, row) => /* @__PURE__ */ createVNode2("tr", { children: [
        /* @__PURE__ */ createVNode2("th", { scope: "row", title: text, children: row + 1 }),
        texts.map((other, column) => /* @__PURE__ */ createVNode2(Cell, { value: matrix[row]?.[column] ?? 0, title: `${text}
${other}` }, column))
      ] }, row)) })
    ] }),
    /* @__PURE__ */ createVNode2("ol", { children: texts.map((text, row) => /* @__PURE__ */ createVNode2("li", { title: text, children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: row + 1 }),
      " ",
      text
    ] }, row)) }),
    all.length > MAX_TEXTS && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: [
      "The first ",
      MAX_TEXTS,
      " of ",
      all.length,
      "."
    ] })
  ] });
}
function Cell({ value, title }) {
  const share = Math.round(Math.max(0, Math.min(1, value)) * 100);
  return /* @__PURE__ */ createVNode2("td", { style: { "--hx-heat": `${share}%` }, title, children: value.toFixed(2) });
}

// src/compare/words.ts
var MAX_WORDS = 1500;
function wordsOf(text) {
  return text.normalize("NFKC").split(/[\p{P}\p{S}\s]+/u).filter((word) => word !== "").slice(0, MAX_WORDS);
}
function normal(word) {
  return word.toLowerCase();
}
function aligned(reference, transcript) {
  const said3 = wordsOf(reference);
  const heard = wordsOf(transcript);
  const costs = table(said3.map(normal), heard.map(normal));
  const pairs = [];
  let row = said3.length;
  let column = heard.length;
  while (row > 0 || column > 0) {
    const here = costs[row]?.[column] ?? 0;
    const isSame = row > 0 && column > 0 && normal(said3[row - 1] ?? "") === normal(heard[column - 1] ?? "");
    if (row > 0 && column > 0 && here === (costs[row - 1]?.[column - 1] ?? 0) + (isSame ? 0 : 1)) {
      row -= 1;
      column -= 1;
      pairs.push({ edit: isSame ? "same" : "wrong", said: said3[row] ?? "", heard: heard[column] ?? "" });
    } else if (row > 0 && here === (costs[row - 1]?.[column] ?? 0) + 1) {
      row -= 1;
      pairs.push({ edit: "missing", said: said3[row] ?? "", heard: "" });
    } else {
      column -= 1;
      pairs.push({ edit: "extra", said: "", heard: heard[column] ?? "" });
    }
  }
  return pairs.reverse();
}
function wordErrorRate(pairs) {
  const said3 = pairs.filter((pair) => pair.said !== "").length;
  return said3 === 0 ? null : pairs.filter((pair) => pair.edit !== "same").length / said3;
}
function table(said3, heard) {
  const costs = [Array.from({ length: heard.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= said3.length; row += 1) {
    const above = costs[row - 1] ?? [];
    const line = [row];
    for (let column = 1; column <= heard.length; column += 1) {
      const change = said3[row - 1] === heard[column - 1] ? 0 : 1;
      line.push(
        Math.min((above[column - 1] ?? 0) + change, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1)
      );
    }
    costs.push(line);
  }
  return costs;
}

// src/compare/written.tsx
function Written({ text, finish, prompt, onContinue }) {
  const [isPromptShown, showPrompt] = useState(false);
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("p", { class: "hx-written", tabIndex: 0, "aria-label": "The answer", children: text === "" ? /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "It wrote nothing." }) : text }),
    finish === "length" && /* @__PURE__ */ createVNode2("p", { class: "hx-muted hx-ended", children: "Ended at max_new_tokens." }),
    (prompt !== void 0 || onContinue !== void 0) && /* @__PURE__ */ createVNode2("div", { class: "hx-written-acts", children: [
      prompt !== void 0 && /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-link",
          "aria-expanded": isPromptShown,
          onClick: () => showPrompt(!isPromptShown),
          children: "What it read"
        }
      ),
      onContinue !== void 0 && /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link", onClick: onContinue, children: "Continue with this answer" })
    ] }),
    isPromptShown && /* @__PURE__ */ createVNode2("pre", { class: "hx-written hx-prompt", tabIndex: 0, "aria-label": "What the model read", children: prompt })
  ] });
}
function Transcript({ text, reference }) {
  const pairs = useMemo(() => aligned(reference, text), [reference, text]);
  const rate = wordErrorRate(pairs);
  if (rate === null) return /* @__PURE__ */ createVNode2(Written, { text });
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("p", { class: "hx-diff", tabIndex: 0, "aria-label": "Transcript against what was said", children: pairs.map((pair, at) => /* @__PURE__ */ createVNode2(Word, { pair }, at)) }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted hx-ended", children: [
      /* @__PURE__ */ createVNode2("b", { class: "hx-number", children: [
        "WER ",
        (rate * 100).toFixed(1),
        " %"
      ] }),
      " ",
      counted(pairs),
      " Case and punctuation ignored."
    ] })
  ] });
}
function Word({ pair: { edit, said: said3, heard } }) {
  if (edit === "same") return /* @__PURE__ */ createVNode2(Fragment, { children: [
    heard,
    " "
  ] });
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    said3 !== "" && /* @__PURE__ */ createVNode2("del", { title: edit === "missing" ? "left out" : `heard as ${heard}`, children: said3 }),
    edit === "wrong" && " ",
    heard !== "" && /* @__PURE__ */ createVNode2("ins", { title: edit === "extra" ? "not said" : `said was ${said3}`, children: heard }),
    " "
  ] });
}
function counted(pairs) {
  const count = (edit) => pairs.filter((pair) => pair.edit === edit).length;
  return `${count("wrong")} wrong, ${count("missing")} missing, ${count("extra")} extra.`;
}

// src/compare/outputs.tsx
var SHOWN_FIRST2 = 5;
var MAX_SHOWN = 200;
function Output({ output, asked, isJson, onContinue }) {
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    isJson ? /* @__PURE__ */ createVNode2(Json, { output }) : /* @__PURE__ */ createVNode2(View, { output, asked, onContinue }),
    output.cut !== void 0 && /* @__PURE__ */ createVNode2("p", { class: "hx-ended", children: [
      /* @__PURE__ */ createVNode2(Dot, { of: "warning" }),
      " It read the first ",
      exact(output.cut.read),
      " of ",
      exact(output.cut.of),
      " tokens."
    ] }),
    output.left_out !== void 0 && /* @__PURE__ */ createVNode2("p", { class: "hx-muted hx-ended", children: [
      "Not shown: ",
      output.left_out,
      "."
    ] })
  ] });
}
function View({ output, asked, onContinue }) {
  const { text = "", entities = [], answer } = output;
  const image = asked !== null && mediaOf(asked.kind) === "image" ? asked.url : "";
  switch (output.kind) {
    case "scores":
      return /* @__PURE__ */ createVNode2(Scores, { scores: output.scores ?? [] });
    case "entities":
      return answer === void 0 ? /* @__PURE__ */ createVNode2(Entities, { text, entities }) : /* @__PURE__ */ createVNode2(Span, { answer, text, entities });
    case "similarity":
      return /* @__PURE__ */ createVNode2(Similarity, { texts: output.texts ?? [], matrix: output.matrix ?? [] });
    case "boxes":
      return /* @__PURE__ */ createVNode2(Boxes, { output, image });
    case "masks":
      return /* @__PURE__ */ createVNode2(Masks, { output, image });
    case "depth":
      return /* @__PURE__ */ createVNode2(Depth, { output });
    case "audio":
      return /* @__PURE__ */ createVNode2(Player, { url: `data:audio/wav;base64,${output.wav ?? ""}`, label: "The spoken answer" });
    case "text":
      if (asked?.kind === "audio") return /* @__PURE__ */ createVNode2(Transcript, { text, reference: asked.draft.reference });
      return /* @__PURE__ */ createVNode2(
        Written,
        {
          text,
          ...output.finish === void 0 ? {} : { finish: output.finish },
          ...output.prompt === void 0 ? {} : { prompt: output.prompt },
          ...onContinue === void 0 ? {} : { onContinue: () => onContinue(text) }
        }
      );
    default:
      return /* @__PURE__ */ createVNode2(Json, { output });
  }
}
function Json({ output }) {
  const cut = (_name, value) => typeof value === "string" && value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
  return /* @__PURE__ */ createVNode2("pre", { class: "hx-written", tabIndex: 0, "aria-label": "The answer as JSON", children: JSON.stringify(output, cut, 1) });
}
function Scores({ scores }) {
  const [showsAll, setAll] = useState(false);
  const sorted = [...scores].sort((a, b) => b.score - a.score);
  const shown = showsAll ? sorted : sorted.slice(0, SHOWN_FIRST2);
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("ol", { class: "hx-scores", children: shown.map(({ label, score }) => /* @__PURE__ */ createVNode2("li", { children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-score-label", title: label, children: label }),
      " ",
      /* @__PURE__ */ createVNode2("span", { class: "hx-score-bar", "aria-hidden": "true", children: /* @__PURE__ */ createVNode2("i", { style: { width: `${Math.max(0, Math.min(1, score)) * 100}%` } }) }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-number", children: score.toFixed(2) })
    ] }, label)) }),
    sorted.length > SHOWN_FIRST2 && /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-link hx-all",
        "aria-expanded": showsAll,
        onClick: () => setAll(!showsAll),
        children: showsAll ? `top ${SHOWN_FIRST2}` : `all ${sorted.length}`
      }
    )
  ] });
}

// src/compare/blind.tsx
function BlindRound({ round, asked, rounds }) {
  if (!round.is_ended) {
    return /* @__PURE__ */ createVNode2("div", { class: "hx-panes", children: /* @__PURE__ */ createVNode2("p", { class: "hx-muted hx-blind-wait", children: [
      round.answered,
      " of ",
      round.of,
      " have answered. All answers are shown together, so that speed tells nothing."
    ] }) });
  }
  const left = round.of - round.outputs.length;
  return /* @__PURE__ */ createVNode2("div", { class: "hx-panes", children: [
    /* @__PURE__ */ createVNode2("div", { class: "hx-vote", role: "group", "aria-label": "Vote", children: [
      /* @__PURE__ */ createVNode2("span", { children: "Which answer is best?" }),
      round.outputs.map((_, place) => /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: () => rounds.vote("best", place), children: [
        "Answer ",
        place + 1
      ] }, place)),
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", title: "Key t", onClick: () => rounds.vote("tie"), children: "Tie" }),
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", title: "Key x", onClick: () => rounds.vote("bad"), children: "All bad" }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
        "keys ",
        /* @__PURE__ */ createVNode2("kbd", { children: "1" }),
        " to ",
        /* @__PURE__ */ createVNode2("kbd", { children: Math.min(9, round.outputs.length) }),
        ", ",
        /* @__PURE__ */ createVNode2("kbd", { children: "t" }),
        ", ",
        /* @__PURE__ */ createVNode2("kbd", { children: "x" }),
        left > 0 && ` · ${left} gave no answer, shown after the vote`
      ] })
    ] }),
    round.outputs.map((output, place) => /* @__PURE__ */ createVNode2("section", { class: "hx-pane", "aria-label": `Answer ${place + 1}`, "data-state": "blind", children: [
      /* @__PURE__ */ createVNode2("header", { children: /* @__PURE__ */ createVNode2("b", { children: [
        "Answer ",
        place + 1
      ] }) }),
      /* @__PURE__ */ createVNode2("div", { class: "hx-pane-body", children: /* @__PURE__ */ createVNode2(Output, { output, asked, isJson: false }) })
    ] }, place))
  ] });
}
function Revealed({
  reveal,
  candidates,
  onUndo
}) {
  const said3 = { best: "", tie: "You called it a tie. ", bad: "You found all of them bad. " }[reveal.choice];
  return /* @__PURE__ */ createVNode2("p", { class: "hx-revealed", role: "group", "aria-label": "Whose the answers were", children: [
    said3,
    reveal.order.map((id, place) => {
      const found = candidates.find((one) => one.id === id);
      const isBest = place === reveal.place;
      return /* @__PURE__ */ createVNode2("span", { class: isBest ? "hx-chosen" : void 0, children: [
        /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: place + 1 }),
        " ",
        found === void 0 ? "a candidate that was removed" : wholeName(found),
        isBest && " · your vote"
      ] }, id);
    }),
    /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-link", onClick: onUndo, children: "Take the vote back" })
  ] });
}
function wholeName(candidate) {
  const own = inWords(candidate.settings);
  return own === "" ? nameOf(candidate) : `${nameOf(candidate)} (${own})`;
}
function inShownOrder(candidates, reveal) {
  if (reveal === null) return candidates;
  const place = (one) => {
    const at = reveal.order.indexOf(one.id);
    return at < 0 ? reveal.order.length : at;
  };
  return [...candidates].sort((a, b) => place(a) - place(b));
}

// src/compare/body.tsx
function Body({ candidate, pane, isAsked, asked, isJson, onRetry, onContinue }) {
  if (candidate.problem !== "") {
    return /* @__PURE__ */ createVNode2(CannotRun, { message: candidate.problem, hint: candidate.hint, snippet: candidate.snippet });
  }
  if (pane === void 0) {
    return /* @__PURE__ */ createVNode2("p", { class: "hx-muted hx-pane-note", children: isAsked ? "Asked; waiting for the model host." : "Not run yet." });
  }
  switch (pane.state) {
    case "waiting":
      return /* @__PURE__ */ createVNode2("p", { class: "hx-muted hx-pane-note", children: pane.text || "Waiting for its turn." });
    case "downloading":
      return /* @__PURE__ */ createVNode2(Download, { pane });
    case "loading":
      return /* @__PURE__ */ createVNode2("p", { class: "hx-muted hx-pane-note", children: pane.text || "Loading." });
    case "running":
      return pane.text === "" ? /* @__PURE__ */ createVNode2(Skeleton, { rows: 3, height: 10 }) : /* @__PURE__ */ createVNode2(Streamed, { text: pane.text });
    case "canceled":
      return /* @__PURE__ */ createVNode2(Fragment, { children: [
        /* @__PURE__ */ createVNode2("p", { class: "hx-muted hx-pane-note", children: "Stopped." }),
        pane.text !== "" && /* @__PURE__ */ createVNode2(Streamed, { text: pane.text })
      ] });
    case "failed":
      return /* @__PURE__ */ createVNode2("div", { role: "alert", children: [
        /* @__PURE__ */ createVNode2(
          CannotRun,
          {
            message: pane.error?.message ?? "This candidate could not answer.",
            hint: pane.error?.hint ?? "",
            snippet: pane.snippet
          }
        ),
        /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onRetry, children: "Retry" })
      ] });
    case "done":
      return pane.answer === null ? null : /* @__PURE__ */ createVNode2(
        Output,
        {
          output: pane.answer.output,
          asked,
          isJson,
          ...onContinue === void 0 ? {} : { onContinue }
        }
      );
  }
}
function Streamed({ text }) {
  return /* @__PURE__ */ createVNode2("p", { class: "hx-written", tabIndex: 0, "aria-label": "The answer so far", children: text });
}
function CannotRun({ message, hint, snippet }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-pane-note", children: [
    /* @__PURE__ */ createVNode2("p", { children: /* @__PURE__ */ createVNode2("b", { children: message }) }),
    hint !== "" && hint !== snippet && /* @__PURE__ */ createVNode2("p", { children: hint }),
    snippet !== "" && /* @__PURE__ */ createVNode2(Code, { text: snippet, label: "Code that runs it elsewhere" })
  ] });
}
function Download({ pane }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-pane-note", children: [
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: [
      "Downloading ",
      bytes(pane.done),
      " of ",
      bytes(pane.total)
    ] }),
    /* @__PURE__ */ createVNode2(ProgressBar, { label: `Download of ${pane.key.repo}`, done: pane.done, total: pane.total })
  ] });
}

// src/compare/pane.tsx
var DTYPE = { float32: "fp32", float16: "fp16", bfloat16: "bf16", int8: "int8" };
function Pane(props) {
  const { screen, candidate, pane } = props;
  const [form, setForm] = useState("");
  const [isJson, setJson] = useState(false);
  return /* @__PURE__ */ createVNode2("section", { class: "hx-pane", "aria-label": fullName(candidate), "data-state": pane?.state ?? "idle", children: [
    /* @__PURE__ */ createVNode2(Head, { ...props, form, onForm: setForm }),
    /* @__PURE__ */ createVNode2("div", { class: "hx-pane-body", children: form === "" ? /* @__PURE__ */ createVNode2(Body, { ...props, isJson }) : /* @__PURE__ */ createVNode2(
      Variant,
      {
        screen,
        candidate,
        isEdit: form === "edit",
        onClose: () => setForm("")
      },
      form
    ) }),
    /* @__PURE__ */ createVNode2("footer", { children: [
      pane?.answer ? /* @__PURE__ */ createVNode2(Cost, { answer: pane.answer }) : /* @__PURE__ */ createVNode2(Estimate, { candidate, pane }),
      pane?.answer && /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-link hx-json",
          "aria-pressed": isJson,
          onClick: () => setJson(!isJson),
          children: "JSON"
        }
      )
    ] })
  ] });
}
function fullName(candidate) {
  const { key, settings, is_served } = candidate;
  const commit = key.commit === null ? "" : ` at ${short(key.commit)}`;
  const own = inWords(settings);
  return `${is_served ? nameOf(candidate) : key.repo}${commit}${own === "" ? "" : `, ${own}`}`;
}
function Head({ screen, candidate, pane, form, onForm }) {
  const { id, key, gravest } = candidate;
  const toggle = (next) => onForm(form === next ? "" : next);
  return /* @__PURE__ */ createVNode2("header", { children: [
    candidate.is_served ? /* @__PURE__ */ createVNode2("span", { class: "hx-pane-name", title: `${key.repo} at ${key.hub}`, children: nameOf(candidate) }) : /* @__PURE__ */ createVNode2(
      "button",
      {
        type: "button",
        class: "hx-pane-name",
        title: `Open ${key.repo}`,
        onClick: () => void screen.ask("open", { key }),
        children: nameOf(candidate)
      }
    ),
    /* @__PURE__ */ createVNode2("span", { class: "hx-pane-acts", children: [
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-link",
          "aria-expanded": form === "edit",
          "aria-label": `Change ${key.repo}`,
          title: "Its commit and settings",
          onClick: () => toggle("edit"),
          children: "Edit"
        }
      ),
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-link",
          "aria-expanded": form === "duplicate",
          "aria-label": `Duplicate ${key.repo}`,
          title: "The same model with other settings, dtype or commit",
          onClick: () => toggle("duplicate"),
          children: "Duplicate"
        }
      ),
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-remove",
          "aria-label": `Remove ${key.repo}`,
          onClick: () => void screen.ask("remove", { id }),
          children: "×"
        }
      )
    ] }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: candidate.is_served ? `behind ${key.hub}` : identityLine(pane?.key.commit ?? candidate.key.commit, pane?.answer ?? null) }),
    pane?.answer != null && pane.answer.base !== "" && /* @__PURE__ */ createVNode2("p", { class: "hx-own", title: pane.answer.base, children: [
      "on ",
      pane.answer.base
    ] }),
    inWords(candidate.settings) !== "" && /* @__PURE__ */ createVNode2("p", { class: "hx-own", title: inWords(candidate.settings), children: inWords(candidate.settings) }),
    gravest !== null && /* @__PURE__ */ createVNode2("p", { class: "hx-gravest", title: gravest.quote || gravest.detail, children: [
      /* @__PURE__ */ createVNode2(Dot, { of: gravest.gravity }),
      " ",
      gravest.title
    ] })
  ] });
}
function identityLine(exact2, answer) {
  const commit = exact2 === null ? "newest commit" : `commit ${short(exact2)}`;
  if (answer === null) return commit;
  const engine = answer.speedup === null ? "" : ` · ONNX Runtime ${answer.speedup.toFixed(1)}× torch`;
  return `${commit} · ${answer.device} · ${DTYPE[answer.dtype] ?? answer.dtype}${engine}`;
}
function Estimate({ candidate, pane }) {
  if (candidate.is_served) return /* @__PURE__ */ createVNode2("span", { children: "runs elsewhere" });
  const size = pane?.estimate_bytes ?? candidate.memory_bytes;
  return /* @__PURE__ */ createVNode2("span", { children: size === null ? "memory not known" : `estimate ${bytes(size)}` });
}
var TELLING_BYTES = 2e7;
function Worker({ answer }) {
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("span", { title: "How far the worker's memory grew, and what was expected without its floor", children: [
      "peak ",
      bytes(answer.peak_bytes),
      answer.estimate_bytes > TELLING_BYTES && `, expected ${bytes(answer.estimate_bytes)}`
    ] }),
    /* @__PURE__ */ createVNode2("span", { class: "hx-mono", title: `sha256 of the weights: ${answer.weights_sha256}`, children: answer.weights_sha256.slice(0, 8) })
  ] });
}
function Cost({ answer }) {
  const { first_token_s: first, tokens_per_s: pace, tokens } = answer;
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("span", { title: "Time of this call", children: latency(answer.latency_s) }),
    first !== null && /* @__PURE__ */ createVNode2("span", { title: "Time to its first token", children: [
      "first ",
      latency(first)
    ] }),
    pace !== null && /* @__PURE__ */ createVNode2("span", { title: `${tokens ?? 0} tokens, after the first`, children: [
      pace.toFixed(0),
      " tok/s"
    ] }),
    answer.load_s > 0 && /* @__PURE__ */ createVNode2("span", { title: "Time to load the model", children: [
      "load ",
      latency(answer.load_s)
    ] }),
    answer.weights_sha256 !== "" && /* @__PURE__ */ createVNode2(Worker, { answer })
  ] });
}

// src/compare/queue.tsx
function Queue({ panes, host, candidates }) {
  const count = (...states) => panes.filter((pane) => states.includes(pane.state)).length;
  const waiting = count("waiting");
  const busy = count("downloading", "loading", "running");
  const failed = count("failed");
  return /* @__PURE__ */ createVNode2("div", { class: "hx-queue", "aria-label": "Queue", role: "group", children: [
    host === null ? /* @__PURE__ */ createVNode2("span", { children: [
      plural(candidates, "candidate"),
      " · nothing loaded by this comparison yet"
    ] }) : /* @__PURE__ */ createVNode2("span", { children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-dot hx-dot-good", "aria-hidden": "true" }),
      host.loaded,
      " loaded, ",
      bytes(host.used_bytes),
      " of ",
      bytes(host.budget_bytes)
    ] }),
    host?.gpus.map(({ name, used_bytes: used, budget_bytes: budget }, place) => /* @__PURE__ */ createVNode2("span", { children: [
      name,
      " ",
      bytes(used),
      " of ",
      bytes(budget)
    ] }, place)),
    busy > 0 && /* @__PURE__ */ createVNode2("span", { children: [
      busy,
      " running"
    ] }),
    waiting > 0 && /* @__PURE__ */ createVNode2("span", { children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-dot hx-dot-warning", "aria-hidden": "true" }),
      waiting,
      " waiting"
    ] }),
    failed > 0 && /* @__PURE__ */ createVNode2("span", { children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-dot hx-dot-grave", "aria-hidden": "true" }),
      failed,
      " failed"
    ] })
  ] });
}

// src/compare/rounds.ts
function useRounds(screen) {
  const { ask, announce, connection } = screen;
  const [round, setRound] = useState(null);
  const [reveal, setReveal] = useState(null);
  const [tally, setTally] = useState(null);
  useEffect(
    () => connection.listen("blind", (next) => {
      setRound(next);
      setReveal(null);
      if (next.is_ended) announce(`${next.outputs.length} answers shown without names; vote for one`);
    }),
    [connection, announce]
  );
  useEffect(
    () => connection.listen("panes", (next) => {
      setRound(null);
      setReveal((before) => before?.run === next.run ? before : null);
    }),
    [connection]
  );
  const vote = (choice, place = null) => {
    if (round === null || !round.is_ended) return;
    const { run } = round;
    void ask("vote", { run, choice, place }).then((told) => {
      if (told === void 0) return;
      setReveal({ ...told, run, choice, place });
      setTally(told.tally);
      announce("Vote kept; the names are shown");
    });
  };
  const counted2 = (data) => {
    if (data !== void 0) setTally(data);
  };
  const count = useCallback(() => void ask("tally", {}).then(counted2), [ask]);
  const undo = () => {
    void ask("undo", {}).then((data) => {
      counted2(data);
      if (data !== void 0) announce("The newest vote was taken back");
    });
  };
  const reset = () => void ask("reset", {}).then(counted2);
  return { round, reveal, tally, vote, undo, reset, count };
}
function voteKeys({ round, vote }) {
  if (round === null || !round.is_ended) return [];
  const places = round.outputs.slice(0, 9).map((_, place) => {
    const number = String(place + 1);
    return { keys: [number], label: `Vote for answer ${number}`, run: () => vote("best", place) };
  });
  return [
    ...places,
    { keys: ["t"], label: "Vote: a tie", run: () => vote("tie") },
    { keys: ["x"], label: "Vote: all bad", run: () => vote("bad") }
  ];
}

// src/compare/running.ts
var BUSY = /* @__PURE__ */ new Set(["waiting", "downloading", "loading", "running"]);
function usePlan(screen, candidates) {
  const [plan, setPlan] = useState(null);
  const [isFailed, setFailed] = useState(false);
  const { ask } = screen;
  const load = useCallback(async () => {
    setFailed(false);
    const data = await ask("plan", {});
    setFailed(data === void 0);
    if (data) setPlan(data);
  }, [ask]);
  useEffect(() => {
    if (candidates.length === 0) setPlan(null);
    else void load();
  }, [load, candidates]);
  return { plan, isFailed: isFailed && plan === null, load: () => void load() };
}
function useRun(screen) {
  const { ask, announce, connection } = screen;
  const [event, setEvent] = useState(null);
  const [isAsked, setAsked] = useState(false);
  const [asked, setQuestion] = useState(null);
  const newest = useRef(0);
  const mine = useRef(0);
  useEffect(
    () => connection.listen("panes", (next) => {
      if (next.run < newest.current) return;
      newest.current = next.run;
      if (next.run !== mine.current) setQuestion(null);
      setAsked(false);
      setEvent((before) => merged(before, next));
    }),
    [connection]
  );
  useEffect(
    () => connection.listen("blind", (next) => {
      newest.current = Math.max(newest.current, next.run);
      setAsked(false);
      setEvent(null);
    }),
    [connection]
  );
  useEffect(() => {
    void ask("panes", {}).then((kept) => {
      if (kept === void 0 || kept.panes.length === 0 || kept.run < newest.current) return;
      newest.current = kept.run;
      setEvent(kept);
    });
  }, [ask]);
  const isEnded = event !== null && !event.panes.some((pane) => BUSY.has(pane.state));
  useEffect(() => {
    if (isEnded) announce(summary(event.panes));
  }, [isEnded, event?.run]);
  const run = async (question, args) => {
    newest.current = Math.max(newest.current + 1, Date.now());
    mine.current = newest.current;
    setAsked(true);
    setQuestion(question);
    announce("Running");
    if (await ask("run", { run: newest.current, ...args }) === void 0) setAsked(false);
  };
  const stop = () => {
    setAsked(false);
    void ask("stop", { run: newest.current });
  };
  const isBusy = isAsked || event !== null && !isEnded;
  return { event, isAsked, isBusy, asked, run, stop };
}
function merged(before, next) {
  if (before === null || before.run !== next.run) return next;
  const changed = new Map(next.panes.map((pane) => [pane.id, pane]));
  const kept = before.panes.map((pane) => changed.get(pane.id) ?? pane);
  const known = new Set(before.panes.map((pane) => pane.id));
  return { ...next, panes: [...kept, ...next.panes.filter((pane) => !known.has(pane.id))] };
}
function summary(panes) {
  const done = panes.filter((pane) => pane.state === "done").length;
  return done === panes.length ? `${plural(done, "answer")} shown` : `${plural(done, "answer")} shown, ${panes.length - done} without`;
}

// src/compare.tsx
function Compare({ screen }) {
  const candidates = useTrait(screen.model, "candidates");
  const { plan, isFailed, load } = usePlan(screen, candidates);
  if (candidates.length === 0) {
    return /* @__PURE__ */ createVNode2(Fragment, { children: [
      /* @__PURE__ */ createVNode2(Empty, { title: "Nothing to compare yet.", children: /* @__PURE__ */ createVNode2("p", { children: [
        "Mark models in Find with ",
        /* @__PURE__ */ createVNode2("kbd", { children: "m" }),
        ", then compare."
      ] }) }),
      /* @__PURE__ */ createVNode2(EndpointAlone, { screen }),
      /* @__PURE__ */ createVNode2(PastAlone, { screen, onReopened: load })
    ] });
  }
  if (isFailed) return /* @__PURE__ */ createVNode2(Failed, { what: "The comparison", onRetry: load });
  if (plan === null) return /* @__PURE__ */ createVNode2(Skeleton, { rows: 6 });
  return /* @__PURE__ */ createVNode2(Comparing, { screen, plan, onReplan: load });
}
function Comparing({ screen, plan, onReplan }) {
  const { event, isAsked, isBusy: isRunning, asked: own, run, stop } = useRun(screen);
  const asking = useAsking(screen, plan, (question, args) => void run(question, args));
  const { go, setDraft, uploading } = asking;
  const asked = own ?? reopened(plan, uploading);
  const rounds = useRounds(screen);
  const { round, reveal } = rounds;
  const isBusy = isRunning || round !== null && !round.is_ended;
  useKeys(screen, [
    { keys: ["r"], label: "Run (Ctrl+Enter in the text)", run: go },
    { keys: ["Escape"], label: "Stop", run: () => isBusy && stop() },
    ...voteKeys(rounds)
  ]);
  const answersChat = asked?.kind === "chat" && plan.kind === "chat";
  return /* @__PURE__ */ createVNode2("div", { class: "hx-compare-body", children: [
    /* @__PURE__ */ createVNode2(Ask, { plan, asking, isBusy, onStop: stop, children: /* @__PURE__ */ createVNode2(BlindSwitch, { screen }) }),
    /* @__PURE__ */ createVNode2(
      Around,
      {
        screen,
        plan,
        rounds,
        isWhole: event !== null && !event.panes.some((pane) => BUSY.has(pane.state)),
        onReopened: onReplan,
        hasRun: event !== null || round !== null || isAsked,
        children: round === null && /* @__PURE__ */ createVNode2(Queue, { panes: event?.panes ?? [], host: event?.host ?? null, candidates: plan.candidates.length })
      }
    ),
    reveal !== null && /* @__PURE__ */ createVNode2(Revealed, { reveal, candidates: plan.candidates, onUndo: rounds.undo }),
    round === null ? /* @__PURE__ */ createVNode2("div", { class: "hx-panes", children: inShownOrder(plan.candidates, reveal).map((candidate) => /* @__PURE__ */ createVNode2(
      Pane,
      {
        screen,
        candidate,
        isAsked,
        asked,
        pane: event?.panes.find((pane) => pane.id === candidate.id),
        onRetry: go,
        ...answersChat ? { onContinue: (text) => setDraft(continued(asked.draft, text)) } : {}
      },
      candidate.id
    )) }) : /* @__PURE__ */ createVNode2(BlindRound, { round, asked, rounds })
  ] });
}
function reopened(plan, { media }) {
  const first = plan.samples[0];
  if (plan.begin === 0 || first === void 0) return null;
  const isIt = media !== null && !media.isOwn && media.name === first.name;
  return { kind: plan.kind, draft: fromSample(first), url: isIt ? media.url : "" };
}
var compare_default = asWidget("compare", "Compare models", Compare);
export {
  compare_default as default
};
