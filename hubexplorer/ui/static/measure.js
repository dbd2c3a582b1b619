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
function duration(seconds) {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 2 * DAY_S) return `${Math.round(seconds / 3600)} h`;
  if (seconds < 60 * DAY_S) return `${Math.round(seconds / DAY_S)} d`;
  if (seconds < 365 * DAY_S) return `${Math.round(seconds / (30.44 * DAY_S))} mo`;
  return `${Math.round(seconds / (365.25 * DAY_S))} y`;
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
function saveFile(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 6e4);
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
function Skeleton({ rows, height = 20 }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-skeletons", role: "img", "aria-label": "Loading", children: Array.from({ length: rows }, (_, row) => /* @__PURE__ */ createVNode2("div", { class: "hx-skeleton", style: { height, width: `${92 - row * 17 % 40}%` } }, row)) });
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

// src/measure/labeling.tsx
var WANTED = 100;
function Labeling({ screen, check, onMeasure }) {
  const [view, setView] = useState(null);
  const [names, setNames] = useState(suggested(check).join(", "));
  const [text, setText] = useState(check.roles.find((role) => role.role === "text")?.column ?? "");
  const [wanted, setWanted] = useState(WANTED);
  const labels = names.split(/[,\n]/u).filter((name) => name.trim() !== "");
  const open = async () => {
    const opened = await screen.ask("label_open", { data: check.data, labels, text, wanted });
    if (opened) setView(opened);
  };
  if (view !== null) {
    return /* @__PURE__ */ createVNode2(
      Grid,
      {
        screen,
        view,
        onView: setView,
        onClose: () => setView(null),
        onMeasure: () => onMeasure(view.data, { text: view.text_column, label: view.label_column })
      }
    );
  }
  return /* @__PURE__ */ createVNode2("details", { class: "hx-step hx-fold", open: check.problem !== null, children: [
    /* @__PURE__ */ createVNode2("summary", { children: "No labels yet?" }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "A random sample of rows, labeled by hand, is kept after every answer and shows what it can show." }),
    /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: [
      /* @__PURE__ */ createVNode2(
        "input",
        {
          class: "hx-field hx-grow",
          "aria-label": "Labels, separated by commas",
          placeholder: "refund, delivery, cancel",
          value: names,
          onInput: (event) => setNames(event.currentTarget.value)
        }
      ),
      /* @__PURE__ */ createVNode2("label", { class: "hx-line-of", children: [
        /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "text" }),
        /* @__PURE__ */ createVNode2("select", { class: "hx-field", value: text, onChange: (event) => setText(event.currentTarget.value), children: [
          /* @__PURE__ */ createVNode2("option", { value: "", children: "found" }),
          check.columns.map((column) => /* @__PURE__ */ createVNode2("option", { value: column, children: column }, column))
        ] })
      ] }),
      /* @__PURE__ */ createVNode2("label", { class: "hx-line-of", children: [
        /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "rows" }),
        /* @__PURE__ */ createVNode2(
          "input",
          {
            class: "hx-field hx-rows-wanted",
            type: "number",
            min: 1,
            max: 1e5,
            value: wanted,
            onInput: (event) => setWanted(Math.max(1, Math.round(event.currentTarget.valueAsNumber || 1)))
          }
        )
      ] }),
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", disabled: labels.length < 2, onClick: () => void open(), children: "Label some rows" })
    ] })
  ] });
}
function suggested(check) {
  const known = check.candidates[0]?.labels.map((one) => one.label) ?? [];
  return known.length > 0 && !known.every((label) => /^label_\d+$/iu.test(label)) ? known : check.labels;
}
function Grid({ screen, view, onView, onClose, onMeasure }) {
  const [at, setAt] = useState(0);
  const [note, setNote] = useState("");
  const newest = useRef(0);
  const row = view.rows[Math.min(at, view.rows.length - 1)];
  const show = async (asked) => {
    newest.current += 1;
    const number = newest.current;
    const next = await asked;
    if (next && number === newest.current) onView(next);
  };
  const disagree = async () => {
    setNote("The candidates are asked…");
    const next = await screen.ask("label_disagreements", {});
    if (next) onView(next);
    setAt(0);
    const isAny = next?.rows.some((one) => one.is_picked) ?? false;
    setNote(next && !isAny ? "They agree on every row that was asked." : "");
  };
  const say = (label) => {
    if (row === void 0) return;
    onView({ ...view, rows: view.rows.filter((one) => one.place !== row.place) });
    setAt(0);
    void show(screen.ask("label", { place: row.place, label }));
  };
  const undo = () => {
    setAt(0);
    void show(screen.ask("label_undo", {}));
  };
  const onKeyDown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const label = /^[1-9]$/u.test(event.key) ? view.labels[Number(event.key) - 1] : void 0;
    if (label !== void 0) say(label);
    else if (event.key === "s") say("");
    else if (event.key === "u") undo();
    else if (event.key === "ArrowDown") setAt(Math.min(at + 1, view.rows.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return /* @__PURE__ */ createVNode2(
    "section",
    {
      class: "hx-step hx-labeling",
      "aria-label": "Label rows",
      tabIndex: 0,
      onKeyDown,
      ref: focused,
      children: [
        /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: [
          /* @__PURE__ */ createVNode2("h3", { children: "Label rows" }),
          /* @__PURE__ */ createVNode2("span", { class: "hx-number", role: "status", children: view.progress }),
          /* @__PURE__ */ createVNode2("span", { class: "hx-space" }),
          /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onClose, children: "Close" })
        ] }),
        /* @__PURE__ */ createVNode2("ol", { class: "hx-label-rows", "aria-label": "Rows to label", children: view.rows.slice(0, 6).map((one) => /* @__PURE__ */ createVNode2("li", { "aria-current": one === row ? "true" : void 0, children: /* @__PURE__ */ createVNode2(Row, { row: one }) }, one.place)) }),
        row === void 0 && /* @__PURE__ */ createVNode2("p", { children: "Every row of the sample has been answered." }),
        /* @__PURE__ */ createVNode2("div", { class: "hx-label-keys", role: "group", "aria-label": "Labels", children: [
          view.labels.map((label, index) => /* @__PURE__ */ createVNode2(
            "button",
            {
              type: "button",
              class: "hx-btn",
              disabled: row === void 0,
              onClick: () => say(label),
              children: [
                index < 9 && /* @__PURE__ */ createVNode2("kbd", { children: index + 1 }),
                " ",
                label
              ]
            },
            label
          )),
          /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", disabled: row === void 0, onClick: () => say(""), children: [
            /* @__PURE__ */ createVNode2("kbd", { children: "s" }),
            " skip"
          ] }),
          /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", disabled: view.recent.length === 0, onClick: undo, children: [
            /* @__PURE__ */ createVNode2("kbd", { children: "u" }),
            " undo"
          ] })
        ] }),
        view.recent.length > 0 && /* @__PURE__ */ createVNode2("ul", { class: "hx-label-recent", "aria-label": "Last answers", children: view.recent.map((one) => /* @__PURE__ */ createVNode2("li", { children: [
          /* @__PURE__ */ createVNode2("b", { children: one.label || "skipped" }),
          " ",
          /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: one.text })
        ] }, one.place)) }),
        /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: [
          /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn hx-primary", disabled: view.labeled === 0, onClick: onMeasure, children: [
            "Measure on these ",
            view.labeled
          ] }),
          /* @__PURE__ */ createVNode2(
            "button",
            {
              type: "button",
              class: "hx-btn",
              title: "They show where candidates go wrong; no estimate holds them",
              onClick: () => void disagree(),
              children: "Rows where candidates disagree"
            }
          ),
          /* @__PURE__ */ createVNode2("span", { class: "hx-muted", role: "status", children: note }),
          /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
            "Kept in ",
            view.kept_in,
            view.picked > 0 && ` · ${view.picked} for disagreement, in no estimate`,
            view.skipped > 0 && ` · ${view.skipped} skipped`
          ] })
        ] })
      ]
    }
  );
}
function Row({ row }) {
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("span", { class: "hx-number hx-muted", children: row.number }),
    /* @__PURE__ */ createVNode2("span", { children: row.text }),
    row.is_picked && /* @__PURE__ */ createVNode2("span", { class: "hx-badge hx-plain", children: "candidates disagree" })
  ] });
}
function focused(section) {
  section?.focus();
}

// src/measure/setup.tsx
var SAMPLE = "tickets_test.csv";
var FRESH = { file: null, columns: {}, metric: "", slices: null, labels: {} };
function useSetup(screen, candidates) {
  const [choices, choose] = useState(FRESH);
  const [check, setCheck] = useState(null);
  const [checked, setChecked] = useState(FRESH);
  const [isChecking, setChecking] = useState(false);
  const newest = useRef(0);
  const { ask } = screen;
  const names = candidates.map(exactly).join(" ");
  const run = useCallback(
    async (wanted) => {
      newest.current += 1;
      const asked = newest.current;
      setChecking(true);
      const data = await ask("check", { data: "", ...wanted });
      if (asked !== newest.current) return;
      setChecking(false);
      setChecked(wanted);
      if (data) setCheck(data);
    },
    [ask]
  );
  useEffect(() => void run(choices), [run, choices, names]);
  const isGood = check !== null && check.problem === null && check.rows > 0 && !isChecking;
  const isReady = isGood && !isNoLabelMet(check);
  const { columns, metric, slices, labels } = choices;
  const args = isReady ? { data: check.data, file: null, columns, metric, slices, labels } : null;
  const isOld = isChecking && (checked.file !== choices.file || checked.data !== choices.data);
  return { choices, check, isChecking, isOld, args, choose };
}
function Setup({ screen, setup, isRunning, onStart }) {
  const { args, isOld } = setup;
  const check = isOld ? null : setup.check;
  return /* @__PURE__ */ createVNode2("div", { class: "hx-setup", children: [
    /* @__PURE__ */ createVNode2(Data, { screen, setup }),
    check !== null && isLabelable(check) && /* @__PURE__ */ createVNode2(
      Labeling,
      {
        screen,
        check,
        onMeasure: (data, columns) => setup.choose({ ...FRESH, data, columns })
      },
      check.data
    ),
    check !== null && check.roles.length > 0 && /* @__PURE__ */ createVNode2(Mapping, { setup, check }),
    check !== null && check.candidates.length > 0 && /* @__PURE__ */ createVNode2(Candidates, { setup, check }),
    /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: [
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-btn hx-primary",
          disabled: args === null || isRunning,
          onClick: onStart,
          children: [
            "Measure ",
            check !== null && check.candidates.length > 0 ? check.candidates.length : ""
          ]
        }
      ),
      args !== null && check !== null && /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
        plural(check.rows, "row"),
        " of ",
        check.name,
        " for each; answers are kept and never computed twice"
      ] }),
      check !== null && isNoLabelMet(check) && /* @__PURE__ */ createVNode2("span", { class: "hx-label-gap", children: "No label of your rows is one of a candidate's. Choose under Candidates which of its labels stands for which of yours." })
    ] })
  ] });
}
function Data({ screen, setup }) {
  const { choices, check, isChecking, isOld, choose } = setup;
  return /* @__PURE__ */ createVNode2("section", { class: "hx-step", "aria-label": "Data", children: [
    /* @__PURE__ */ createVNode2("h3", { children: "Your rows" }),
    check !== null && /* @__PURE__ */ createVNode2(
      FilePick,
      {
        to: {
          upload: (args) => screen.ask("upload", args),
          cancel: (args) => screen.ask("upload_cancel", args)
        },
        limits: check.upload,
        title: "Upload CSV, JSONL, Parquet or .zip",
        label: "File of labeled rows",
        chosen: choices.file,
        onFile: (file) => choose({ ...FRESH, file }),
        after: isChecking && /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "Checking…" }),
        children: /* @__PURE__ */ createVNode2(
          "button",
          {
            type: "button",
            class: "hx-btn",
            "aria-pressed": choices.file === null && choices.data === void 0,
            onClick: () => choose(FRESH),
            children: [
              "Sample: ",
              SAMPLE
            ]
          }
        )
      }
    ),
    !isOld && check?.problem && /* @__PURE__ */ createVNode2("p", { class: "hx-step-note", role: "alert", children: [
      /* @__PURE__ */ createVNode2("b", { children: check.problem.message }),
      " ",
      check.problem.hint
    ] }),
    (isOld ? [] : check?.notes ?? []).map((one) => /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: one }, one)),
    !isOld && check !== null && check.preview.length > 0 && /* @__PURE__ */ createVNode2(
      Preview,
      {
        columns: check.columns,
        rows: check.preview,
        pictures: check.pictures,
        roleOf: (column) => check.roles.find((role) => role.column === column)?.role ?? ""
      }
    )
  ] });
}
function Mapping({ setup, check }) {
  const { choices, choose } = setup;
  const columns = Object.fromEntries(check.roles.map(({ role, column }) => [role, column]));
  const chosen = choices.slices ?? check.slices;
  const toggle = (column) => choose({
    ...choices,
    slices: chosen.includes(column) ? chosen.filter((one) => one !== column) : [...chosen, column]
  });
  return /* @__PURE__ */ createVNode2("section", { class: "hx-step", "aria-label": "What is what", children: [
    /* @__PURE__ */ createVNode2("h3", { children: "What is what" }),
    /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: [
      check.roles.map(({ role, column }) => /* @__PURE__ */ createVNode2("label", { class: "hx-line-of", children: [
        /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: role }),
        /* @__PURE__ */ createVNode2(
          "select",
          {
            class: "hx-field",
            value: column,
            onChange: (event) => choose({ ...choices, columns: { ...columns, [role]: event.currentTarget.value } }),
            children: check.columns.map((name) => /* @__PURE__ */ createVNode2("option", { value: name, children: name }, name))
          }
        )
      ] }, role)),
      /* @__PURE__ */ createVNode2("label", { class: "hx-line-of", children: [
        /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "decided by" }),
        /* @__PURE__ */ createVNode2(
          "select",
          {
            class: "hx-field",
            value: check.metric,
            onChange: (event) => choose({ ...choices, metric: event.currentTarget.value }),
            children: check.metrics.map((metric) => /* @__PURE__ */ createVNode2("option", { value: metric.name, children: metric.title }, metric.name))
          }
        )
      ] })
    ] }),
    check.slices.length > 0 && /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", role: "group", "aria-label": "Shown apart by", children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "shown apart by" }),
      check.slices.map((column) => /* @__PURE__ */ createVNode2("label", { class: "hx-line-of", children: [
        /* @__PURE__ */ createVNode2("input", { type: "checkbox", checked: chosen.includes(column), onChange: () => toggle(column) }),
        column
      ] }, column))
    ] })
  ] });
}
function Candidates({ setup, check }) {
  return /* @__PURE__ */ createVNode2("section", { class: "hx-step", "aria-label": "Candidates", children: [
    /* @__PURE__ */ createVNode2("h3", { children: "Candidates" }),
    /* @__PURE__ */ createVNode2("ul", { class: "hx-measured", children: check.candidates.map((one) => /* @__PURE__ */ createVNode2("li", { children: [
      /* @__PURE__ */ createVNode2("b", { children: one.name }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: one.answered >= check.rows ? "all answers kept" : one.answered > 0 ? `${exact(one.answered)} answers kept` : "" }),
      /* @__PURE__ */ createVNode2(Gravest, { finding: one.gravest }),
      one.labels.length > 0 && /* @__PURE__ */ createVNode2(Labels, { setup, check, candidate: one })
    ] }, exactly(one.key))) })
  ] });
}
function Labels({ setup: { choices, choose }, check, candidate }) {
  const isMet = candidate.labels.some((pair) => pair.data !== "");
  const set = (label, data) => {
    const { [label]: _, ...others } = choices.labels;
    choose({ ...choices, labels: data === "" ? others : { ...others, [label]: data } });
  };
  return /* @__PURE__ */ createVNode2("details", { class: "hx-label-map", open: !isMet, children: [
    /* @__PURE__ */ createVNode2("summary", { class: isMet && candidate.labels_missing.length === 0 ? "hx-muted" : "hx-label-gap", children: [
      candidate.labels_how,
      candidate.labels_missing.length > 0 && `; never answered by it: ${candidate.labels_missing.join(", ")}`
    ] }),
    /* @__PURE__ */ createVNode2("ul", { children: candidate.labels.map((pair) => /* @__PURE__ */ createVNode2("li", { children: [
      /* @__PURE__ */ createVNode2("span", { title: pair.label, children: pair.label }),
      /* @__PURE__ */ createVNode2(
        "select",
        {
          class: "hx-field",
          "aria-label": `${candidate.name}: ${pair.label} stands for`,
          value: pair.data,
          onChange: (event) => set(pair.label, event.currentTarget.value),
          children: [
            /* @__PURE__ */ createVNode2("option", { value: "", children: "none of the data" }),
            check.labels.map((label) => /* @__PURE__ */ createVNode2("option", { value: label, children: label }, label))
          ]
        }
      )
    ] }, pair.label)) })
  ] });
}
function isNoLabelMet({ candidates }) {
  return candidates.length > 0 && candidates.every(({ labels }) => labels.length > 0 && labels.every((pair) => pair.data === ""));
}
function isLabelable(check) {
  const isLabels = check.columns.includes("picked") && check.columns.includes("row");
  return check.can_label && check.columns.length > 0 && !isLabels && (check.problem !== null || check.labels.length > 0);
}

// src/measure/confusion.tsx
function Confusion({ screen, report }) {
  const [name, setName] = useState(report.standings[0]?.name ?? "");
  const [data, setData] = useState(null);
  const { ask } = screen;
  useEffect(() => {
    if (name !== "") void ask("confusion", { candidate: name }).then((found) => found && setData(found));
  }, [ask, name, report]);
  return /* @__PURE__ */ createVNode2(Fragment, { children: [
    /* @__PURE__ */ createVNode2("label", { class: "hx-line-of", children: [
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: "What was taken for what by" }),
      /* @__PURE__ */ createVNode2("select", { class: "hx-field", value: name, onChange: (event) => setName(event.currentTarget.value), children: report.standings.map((one) => /* @__PURE__ */ createVNode2("option", { value: one.name, children: one.name }, one.name)) })
    ] }),
    data === null ? /* @__PURE__ */ createVNode2(Skeleton, { rows: 6 }) : /* @__PURE__ */ createVNode2(Matrix, { data })
  ] });
}
function Matrix({ data }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-wide", tabIndex: 0, role: "group", "aria-label": "True labels by answers", children: /* @__PURE__ */ createVNode2("table", { class: "hx-matrix", children: [
    /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: [
      /* @__PURE__ */ createVNode2("th", { scope: "col", children: "true \\ answered" }),
      data.answers.map((label) => /* @__PURE__ */ createVNode2("th", { scope: "col", title: label, children: /* @__PURE__ */ createVNode2("span", { children: label }) }, label))
    ] }) }),
    /* @__PURE__ */ createVNode2("tbody", { children: data.truths.map((truth, row) => {
      const counts = data.counts[row] ?? [];
      const all = Math.max(
        1,
        counts.reduce((sum, count) => sum + count, 0)
      );
      return /* @__PURE__ */ createVNode2("tr", { children: [
        /* @__PURE__ */ createVNode2("th", { scope: "row", children: truth }),
        counts.map((count, column) => /* @__PURE__ */ createVNode2(
          "td",
          {
            class: data.answers[column] === truth ? "hx-right" : "hx-wrong",
            style: { "--share": (count / all).toFixed(3) },
            children: count > 0 ? count : ""
          },
          column
        ))
      ] }, truth);
    }) })
  ] }) });
}

// src/measure/placing.ts
var GAP = 9;
var LINE = 14;
var SHIFTS = [0, -LINE, LINE, -2 * LINE, 2 * LINE];
function placed(points, bounds) {
  const taken = points.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
  return points.map((point) => {
    for (const shift of SHIFTS) {
      for (const anchor of ["start", "end"]) {
        const x = anchor === "start" ? point.x + GAP : point.x - GAP;
        const y = point.y + shift;
        const left = anchor === "start" ? x : x - point.width;
        const box = { left, right: left + point.width, top: y - LINE / 2, bottom: y + LINE / 2 };
        if (isInside(box, bounds) && !taken.some((other) => overlap(box, other))) {
          taken.push(box);
          return { x, y, anchor };
        }
      }
    }
    return null;
  });
}
function isInside(box, bounds) {
  return box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom;
}
function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// src/measure/width.ts
function useWidth(usual) {
  const element = useRef(null);
  const [width, setWidth] = useState(usual);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null || typeof ResizeObserver === "undefined") return void 0;
    const measure = () => setWidth(box.clientWidth || usual);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [usual]);
  return [element, width];
}

// src/measure/plots.tsx
var WIDEST = 860;
var VALUE = 64;
var STEP = 29;
var LETTER = 7.2;
var SMALL_LETTER = 6.4;
function shown(value, isPercent) {
  return isPercent ? `${(100 * value).toFixed(1)} %` : value.toFixed(3);
}
function ticks(low, high, most = 6) {
  const span = Math.max(high - low, 1e-9);
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((by) => by * power).find((by) => span / by <= most) ?? 10 * power;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
}
function scale(from, to, low, high) {
  const span = Math.max(high - low, 1e-9);
  return (value) => from + (value - low) / span * (to - from);
}
function short(name, length) {
  return name.length <= length ? name : `${name.slice(0, length - 1)}…`;
}
function Intervals({ report }) {
  const { standings, isPercent } = { standings: report.standings, isPercent: report.is_percent };
  const low = Math.min(...standings.map((one) => one.low));
  const high = Math.max(...standings.map((one) => one.high));
  const room = Math.max(high - low, 1e-6) * 0.05;
  const [box, fitting] = useWidth(WIDEST);
  const width = Math.min(fitting, WIDEST);
  const names = Math.min(260, 0.36 * width);
  const [left, right] = [names + 8, width - VALUE - 16];
  const x = scale(left, right, low - room, high + room);
  const bottom = standings.length * STEP + 8;
  return /* @__PURE__ */ createVNode2("div", { ref: box, children: /* @__PURE__ */ createVNode2(
    "svg",
    {
      class: "hx-intervals",
      width,
      height: bottom + 24,
      role: "img",
      "aria-label": `${report.metric} of each candidate with its 95 % interval; the values are in the table`,
      children: [
        ticks(low - room, high + room, Math.max(4, Math.min(6, (right - left) / 70))).map((value) => /* @__PURE__ */ createVNode2("g", { children: [
          /* @__PURE__ */ createVNode2("line", { class: "hx-grid", x1: x(value), x2: x(value), y1: 4, y2: bottom }),
          /* @__PURE__ */ createVNode2("text", { class: "hx-axis", x: x(value), y: bottom + 16, "text-anchor": "middle", children: shown(value, isPercent) })
        ] }, value)),
        standings.map((one, row) => {
          const y = 18 + row * STEP;
          return /* @__PURE__ */ createVNode2("g", { class: one.in_top ? "hx-top" : "", children: [
            /* @__PURE__ */ createVNode2("title", { children: `${one.name}: ${shown(one.value, isPercent)}` }),
            /* @__PURE__ */ createVNode2("text", { class: "hx-name", x: 0, y: y + 4, children: short(one.name, Math.floor(names / LETTER)) }),
            /* @__PURE__ */ createVNode2("line", { class: "hx-bar", x1: x(one.low), x2: x(one.high), y1: y, y2: y }),
            /* @__PURE__ */ createVNode2("circle", { cx: x(one.value), cy: y, r: 4.5 }),
            /* @__PURE__ */ createVNode2("text", { class: "hx-value", x: width - 2, y: y + 4, "text-anchor": "end", children: shown(one.value, isPercent) })
          ] }, one.name);
        })
      ]
    }
  ) });
}
function Tradeoff({ report, cost, words, title, beatenBy, verb }) {
  const [box, width] = useWidth(388);
  const known = report.standings.flatMap((one) => {
    const price = cost(one);
    return price === null ? [] : [{ one, price }];
  });
  if (known.length < 2) return null;
  const prices = known.map(({ price }) => price);
  const values = known.map(({ one }) => one.value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [left, right, top, bottom] = [58, width - 4, 6, 146];
  const x = scale(left + 14, Math.max(left + 60, right - 96), Math.min(...prices), Math.max(...prices));
  const y = scale(bottom - 14, top + 10, least, most);
  const names = known.map(({ one }) => short(one.name.replace(/^.*-(?=[^-]+-[^-]+$)/u, ""), 18));
  const places = placed(
    known.map(({ one, price }, at) => ({
      x: x(price),
      y: y(one.value),
      width: SMALL_LETTER * (names[at] ?? "").length
    })),
    { left: left + 4, right, top: top - 6, bottom: bottom - 1 }
  );
  const beaten = known.filter(({ one }) => beatenBy(one) !== "");
  return /* @__PURE__ */ createVNode2("figure", { class: "hx-tradeoff", ref: box, children: [
    /* @__PURE__ */ createVNode2("figcaption", { children: title }),
    /* @__PURE__ */ createVNode2("svg", { width, height: bottom + 20, role: "img", "aria-label": `${title}; in words below`, children: [
      /* @__PURE__ */ createVNode2("line", { class: "hx-grid", x1: left, x2: right, y1: bottom, y2: bottom }),
      /* @__PURE__ */ createVNode2("line", { class: "hx-grid", x1: left, x2: left, y1: top, y2: bottom }),
      [.../* @__PURE__ */ new Set([least, most])].map((value) => /* @__PURE__ */ createVNode2("text", { class: "hx-axis", x: left - 6, y: y(value) + 4, "text-anchor": "end", children: shown(value, report.is_percent) }, value)),
      /* @__PURE__ */ createVNode2("text", { class: "hx-axis", x: left, y: bottom + 16, children: words(Math.min(...prices)) }),
      /* @__PURE__ */ createVNode2("text", { class: "hx-axis", x: right, y: bottom + 16, "text-anchor": "end", children: words(Math.max(...prices)) }),
      known.map(({ one, price }, at) => {
        const place = places[at];
        return /* @__PURE__ */ createVNode2(
          "g",
          {
            class: `${one.in_top ? "hx-top" : ""} ${beatenBy(one) !== "" ? "hx-beaten" : ""}`,
            children: [
              /* @__PURE__ */ createVNode2("title", { children: `${one.name}: ${shown(one.value, report.is_percent)}, ${words(price)}` }),
              /* @__PURE__ */ createVNode2("circle", { cx: x(price), cy: y(one.value), r: 5 }),
              place && /* @__PURE__ */ createVNode2("text", { class: "hx-axis", x: place.x, y: place.y + 4, "text-anchor": place.anchor, children: names[at] })
            ]
          },
          one.name
        );
      })
    ] }),
    beaten.map(({ one }) => /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: [
      one.name,
      " ",
      verb,
      " ",
      beatenBy(one),
      " and no better."
    ] }, one.name))
  ] });
}

// src/measure/rows.tsx
var PAGE = 50;
function Rows({ screen, report }) {
  const [contains, setContains] = useState("");
  const only = report.standings.length === 1 ? report.standings[0] : void 0;
  const [wrongFor, setWrongFor] = useState(only?.name ?? "");
  const [offset, setOffset] = useState(0);
  const [data, setData] = useState(null);
  const newest = useRef(0);
  const { ask } = screen;
  useEffect(() => {
    newest.current += 1;
    const asked = newest.current;
    void ask("rows", { contains, wrong_for: wrongFor, offset }).then((found) => {
      if (found && asked === newest.current) setData(found);
    });
  }, [ask, contains, wrongFor, offset, report]);
  return /* @__PURE__ */ createVNode2("section", { "aria-label": "Rows", children: [
    /* @__PURE__ */ createVNode2("div", { class: "hx-line-of hx-rows-head", children: [
      /* @__PURE__ */ createVNode2("h3", { children: wrongFor === "" ? "Where they disagree" : "What it got wrong" }),
      data !== null && /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
        exact(data.total),
        " of ",
        plural(report.rows, "row")
      ] }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-space" }),
      /* @__PURE__ */ createVNode2("label", { children: [
        /* @__PURE__ */ createVNode2("span", { class: "hx-unseen", children: "Rows to show" }),
        /* @__PURE__ */ createVNode2(
          "select",
          {
            class: "hx-field",
            value: wrongFor,
            onChange: (event) => {
              setWrongFor(event.currentTarget.value);
              setOffset(0);
            },
            children: [
              only === void 0 && /* @__PURE__ */ createVNode2("option", { value: "", children: "Disagreements" }),
              report.standings.map((one) => /* @__PURE__ */ createVNode2("option", { value: one.name, children: [
                "Wrong: ",
                one.name
              ] }, one.name))
            ]
          }
        )
      ] }),
      /* @__PURE__ */ createVNode2(
        "input",
        {
          class: "hx-field",
          type: "search",
          placeholder: "Search these rows",
          "aria-label": "Search these rows",
          value: contains,
          onInput: (event) => {
            setContains(event.currentTarget.value);
            setOffset(0);
          }
        }
      )
    ] }),
    data === null ? /* @__PURE__ */ createVNode2(Skeleton, { rows: 4 }) : /* @__PURE__ */ createVNode2(RowTable, { data, screen }),
    data !== null && data.total > PAGE && /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: [
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-btn",
          disabled: offset === 0,
          onClick: () => setOffset(Math.max(0, offset - PAGE)),
          children: "Earlier"
        }
      ),
      /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: [
        offset + 1,
        " to ",
        Math.min(offset + PAGE, data.total)
      ] }),
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-btn",
          disabled: offset + PAGE >= data.total,
          onClick: () => setOffset(offset + PAGE),
          children: "Later"
        }
      )
    ] })
  ] });
}
function Listen({ screen, number, name }) {
  const [url, setUrl] = useState("");
  if (url !== "") return /* @__PURE__ */ createVNode2("audio", { class: "hx-listen", controls: true, autoplay: true, src: url, "aria-label": name });
  const onClick = () => void screen.ask("listen", { number }).then((found) => found && setUrl(found.url));
  return /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn hx-listen", "aria-label": `Listen to ${name}`, onClick, children: "▶" });
}
function RowTable({ data, screen }) {
  if (data.rows.length === 0) return /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "No such row." });
  return /* @__PURE__ */ createVNode2("div", { class: "hx-wide", tabIndex: 0, role: "group", "aria-label": "Rows with their answers", children: /* @__PURE__ */ createVNode2("table", { class: "hx-table hx-answers", children: [
    /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: [
      /* @__PURE__ */ createVNode2("th", { scope: "col", class: "hx-number", children: "row" }),
      /* @__PURE__ */ createVNode2("th", { scope: "col", children: "input" }),
      /* @__PURE__ */ createVNode2("th", { scope: "col", children: "truth" }),
      data.names.map((name) => /* @__PURE__ */ createVNode2("th", { scope: "col", title: name, children: name }, name))
    ] }) }),
    /* @__PURE__ */ createVNode2("tbody", { children: data.rows.map((row) => /* @__PURE__ */ createVNode2("tr", { children: [
      /* @__PURE__ */ createVNode2("td", { class: "hx-number hx-muted", children: exact(row.number) }),
      /* @__PURE__ */ createVNode2("td", { title: row.input, children: [
        /* @__PURE__ */ createVNode2(Picture, { url: data.pictures[row.input] }),
        data.has_sounds && /* @__PURE__ */ createVNode2(Listen, { screen, number: row.number, name: row.input }),
        row.input
      ] }),
      /* @__PURE__ */ createVNode2("td", { title: row.truth, children: row.truth }),
      row.answers.map((answer, at) => /* @__PURE__ */ createVNode2("td", { class: answer.is_right ? "hx-right" : "hx-wrong", title: answer.text, children: [
        /* @__PURE__ */ createVNode2("span", { class: "hx-unseen", children: answer.is_right ? "right: " : "wrong: " }),
        answer.text
      ] }, at))
    ] }, row.number)) })
  ] }) });
}

// src/measure/report.tsx
function Report({ screen, report, onReport, onAgain }) {
  const isRanked = report.standings.some((one) => one.in_top);
  return /* @__PURE__ */ createVNode2("div", { class: "hx-report", children: [
    /* @__PURE__ */ createVNode2("div", { class: "hx-report-main", children: [
      /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: [
        /* @__PURE__ */ createVNode2("span", { class: "hx-basis", children: [
          /* @__PURE__ */ createVNode2("b", { children: exact(report.rows) }),
          " rows"
        ] }),
        /* @__PURE__ */ createVNode2("span", { class: "hx-basis", children: report.metric }),
        /* @__PURE__ */ createVNode2("span", { class: "hx-space" }),
        /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: onAgain, children: "Change what is measured" })
      ] }),
      /* @__PURE__ */ createVNode2("p", { class: "hx-verdict-words", children: report.verdict }),
      /* @__PURE__ */ createVNode2(Intervals, { report }),
      /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: [
        report.standings.length === 1 ? "Line: the 95 % interval." : "Lines: 95 % intervals.",
        isRanked && report.standings.length > 1 && " In color: the top group, that nobody is shown to beat.",
        !isRanked && " Too few rows to rank anybody.",
        !report.higher_is_better && " Less is better."
      ] }),
      /* @__PURE__ */ createVNode2(Rows, { screen, report }),
      report.has_confusion && /* @__PURE__ */ createVNode2("details", { class: "hx-fold", children: [
        /* @__PURE__ */ createVNode2("summary", { children: "Confusion" }),
        /* @__PURE__ */ createVNode2(Confusion, { screen, report })
      ] }),
      report.tables.map((table) => /* @__PURE__ */ createVNode2("details", { class: "hx-fold", children: [
        /* @__PURE__ */ createVNode2("summary", { children: table.title }),
        /* @__PURE__ */ createVNode2(PlainTable, { table })
      ] }, table.title)),
      /* @__PURE__ */ createVNode2("details", { class: "hx-fold", children: [
        /* @__PURE__ */ createVNode2("summary", { children: "What was measured on" }),
        report.notes.map((note) => /* @__PURE__ */ createVNode2("p", { children: note }, note))
      ] })
    ] }),
    /* @__PURE__ */ createVNode2("aside", { class: "hx-report-side", children: [
      report.slices.length > 0 && /* @__PURE__ */ createVNode2(Slices, { report }),
      /* @__PURE__ */ createVNode2(
        Tradeoff,
        {
          report,
          title: "Quality against latency",
          cost: (one) => one.p50_s,
          words: (cost) => `${(1e3 * cost).toFixed(1)} ms`,
          beatenBy: (one) => one.slower_than,
          verb: "is slower than"
        }
      ),
      /* @__PURE__ */ createVNode2(
        Tradeoff,
        {
          report,
          title: "Quality against peak memory",
          cost: (one) => one.peak_bytes,
          words: bytes,
          beatenBy: (one) => one.larger_than,
          verb: "takes more memory than"
        }
      ),
      /* @__PURE__ */ createVNode2(
        Tradeoff,
        {
          report,
          title: "Quality against the cost of 1,000 answers",
          cost: (one) => one.cost_of_1000,
          words: (cost) => cost.toPrecision(3),
          beatenBy: (one) => one.dearer_than,
          verb: "costs more than"
        }
      ),
      /* @__PURE__ */ createVNode2(Choice, { screen, report, onReport }),
      report.published.map((table) => /* @__PURE__ */ createVNode2(Published, { table }, table.title))
    ] })
  ] });
}
function Slices({ report }) {
  const [first, second] = report.standings;
  const value = (slice2, at) => shown(slice2.values[at] ?? 0, report.is_percent);
  const highest = Math.max(1e-9, ...report.slices.map((slice2) => slice2.values[0] ?? 0));
  return /* @__PURE__ */ createVNode2("section", { "aria-label": "By slice", children: [
    /* @__PURE__ */ createVNode2("h3", { children: "By slice" }),
    /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: [
      first?.name,
      second !== void 0 && ` · ${second.name}`
    ] }),
    /* @__PURE__ */ createVNode2("ul", { class: `hx-slices ${second === void 0 ? "hx-one" : ""}`, children: report.slices.map((slice2) => /* @__PURE__ */ createVNode2("li", { class: slice2.is_ranked ? "" : "hx-few", children: [
      /* @__PURE__ */ createVNode2("span", { title: slice2.name, children: slice2.name }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-score-track", "aria-hidden": "true", children: /* @__PURE__ */ createVNode2(
        "i",
        {
          style: { width: `${100 * (slice2.values[0] ?? 0) / (report.is_percent ? 1 : highest)}%` }
        }
      ) }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-number", children: [
        value(slice2, 0),
        second !== void 0 && ` · ${value(slice2, 1)}`
      ] }),
      /* @__PURE__ */ createVNode2("span", { class: "hx-number hx-muted", children: [
        "n = ",
        exact(slice2.rows)
      ] })
    ] }, slice2.name)) }),
    report.slices.some((slice2) => !slice2.is_ranked) && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: "Gray: too few rows to rank anybody." })
  ] });
}
function Published({ table }) {
  const names = [...new Set(table.rows.map((row) => row[0] ?? ""))];
  return /* @__PURE__ */ createVNode2("section", { "aria-label": "Published scores", children: [
    /* @__PURE__ */ createVNode2("h3", { children: [
      "Published elsewhere ",
      /* @__PURE__ */ createVNode2("span", { class: "hx-badge hx-plain", children: "not your data" })
    ] }),
    names.map((name) => {
      const [first, ...others] = table.rows.filter((row) => row[0] === name).map((row) => row[1] ?? "");
      return /* @__PURE__ */ createVNode2("details", { class: "hx-published", children: [
        /* @__PURE__ */ createVNode2("summary", { children: [
          /* @__PURE__ */ createVNode2("b", { children: name }),
          " ",
          /* @__PURE__ */ createVNode2("span", { class: "hx-muted", children: first })
        ] }),
        others.map((text) => /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: text }, text))
      ] }, name);
    })
  ] });
}
function PlainTable({ table }) {
  return /* @__PURE__ */ createVNode2("div", { class: "hx-wide", tabIndex: 0, role: "group", "aria-label": table.title, children: [
    /* @__PURE__ */ createVNode2("table", { class: "hx-table", children: [
      /* @__PURE__ */ createVNode2("thead", { children: /* @__PURE__ */ createVNode2("tr", { children: table.columns.map((column, at) => /* @__PURE__ */ createVNode2("th", { scope: "col", children: column }, at)) }) }),
      /* @__PURE__ */ createVNode2("tbody", { children: table.rows.map((row, index) => /* @__PURE__ */ createVNode2("tr", { children: row.map((cell, at) => /* @__PURE__ */ createVNode2("td", { children: cell }, at)) }, index)) })
    ] }),
    table.note !== "" && /* @__PURE__ */ createVNode2("p", { class: "hx-muted", children: table.note })
  ] });
}
var EXPORTS = [
  { format: "html", label: "HTML page" },
  { format: "md", label: "Markdown" },
  { format: "csv", label: "Rows as CSV" },
  { format: "yaml", label: ".eval_results" },
  { format: "spec", label: "Spec to run again" }
];
function Choice({ screen, report, onReport }) {
  const [candidate, setCandidate] = useState(report.choice?.candidate ?? report.standings[0]?.name ?? "");
  const [reason, setReason] = useState(report.choice?.reason ?? "");
  const save = async (format) => {
    const file = await screen.ask("export", { format });
    if (file) saveFile(file.name, file.text, file.type);
  };
  const choose = async () => {
    const next = await screen.ask("choose", { candidate, reason });
    if (next) onReport(next);
  };
  return /* @__PURE__ */ createVNode2("section", { "aria-label": "Your choice", children: [
    /* @__PURE__ */ createVNode2("h3", { children: "Your choice" }),
    report.choice !== null && /* @__PURE__ */ createVNode2("p", { children: [
      /* @__PURE__ */ createVNode2("b", { children: report.choice.candidate }),
      report.choice.in_top === null && " (nobody is ranked)",
      report.choice.in_top === true && " (in the top group)",
      report.choice.in_top === false && " (not in the top group)",
      report.choice.reason !== "" && `: ${report.choice.reason}`
    ] }),
    /* @__PURE__ */ createVNode2("div", { class: "hx-choice", children: [
      /* @__PURE__ */ createVNode2(
        "select",
        {
          class: "hx-field",
          "aria-label": "Candidate to choose",
          value: candidate,
          onChange: (event) => setCandidate(event.currentTarget.value),
          children: report.standings.map((one) => /* @__PURE__ */ createVNode2("option", { value: one.name, children: one.name }, one.name))
        }
      ),
      /* @__PURE__ */ createVNode2(
        "input",
        {
          class: "hx-field",
          placeholder: "Why",
          "aria-label": "Reason",
          value: reason,
          onInput: (event) => setReason(event.currentTarget.value)
        }
      ),
      /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn hx-primary", onClick: () => void choose(), children: "Choose" })
    ] }),
    /* @__PURE__ */ createVNode2("div", { class: "hx-line-of", children: [
      /* @__PURE__ */ createVNode2(
        "button",
        {
          type: "button",
          class: "hx-btn",
          disabled: report.choice === null,
          title: report.choice === null ? "Choose first" : "",
          onClick: () => void save("decision"),
          children: "Decision page"
        }
      ),
      EXPORTS.map(({ format, label }) => /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: () => void save(format), children: label }, format))
    ] })
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

// src/measure.tsx
var IDLE = { status: "idle", done: 0, total: 0, text: "", report: null, error: null };
var STARTED = { ...IDLE, status: "running" };
function Measure({ screen }) {
  const candidates = useTrait(screen.model, "candidates");
  const { event, isAsked, setReport, begin, forget } = useRun(screen);
  const [isSettingUp, setSettingUp] = useState(false);
  const setup = useSetup(screen, candidates);
  const { choose, choices } = setup;
  useEffect(forget, [forget, candidates, choices]);
  const offered = useTrait(screen.model, "offered");
  useEffect(() => {
    if (offered.data === void 0) return;
    choose({ ...FRESH, data: offered.data, columns: offered.columns ?? {} });
    setSettingUp(true);
  }, [choose, offered]);
  const isRunning = event?.status === "running";
  const start = () => {
    if (setup.args === null) return;
    setSettingUp(false);
    begin(setup.args);
  };
  const stop = () => void screen.ask("stop", {});
  if (event?.report && !isSettingUp) {
    return /* @__PURE__ */ createVNode2(Report, { screen, report: event.report, onReport: setReport, onAgain: () => setSettingUp(true) });
  }
  if (candidates.length === 0) {
    if (!isAsked) return /* @__PURE__ */ createVNode2(Empty, { title: "Looking for what was measured last." });
    if (event !== null && event.status !== "idle" && !event.report) {
      return /* @__PURE__ */ createVNode2("section", { class: "hx-measure-run hx-alone", "aria-label": "This measurement", children: /* @__PURE__ */ createVNode2(Running, { event, onStop: stop }) });
    }
    return /* @__PURE__ */ createVNode2(Empty, { title: "Nothing to measure yet.", children: /* @__PURE__ */ createVNode2("p", { children: [
      "Mark models in Find with ",
      /* @__PURE__ */ createVNode2("kbd", { children: "m" }),
      ", then measure them on rows of your own."
    ] }) });
  }
  const keep = event === null ? () => setSettingUp(true) : void 0;
  return /* @__PURE__ */ createVNode2("div", { class: "hx-measure-setup", onPointerDownCapture: keep, onKeyDownCapture: keep, children: [
    /* @__PURE__ */ createVNode2(Setup, { screen, setup, isRunning, onStart: start }),
    /* @__PURE__ */ createVNode2("section", { class: "hx-measure-run", "aria-label": "This measurement", children: event === null || event.status === "idle" || event.report ? /* @__PURE__ */ createVNode2(Empty, { title: "The verdict appears here.", children: [
      /* @__PURE__ */ createVNode2("p", { children: "Every candidate answers the same rows, on this machine. What the data cannot tell apart is called tied." }),
      event?.report && /* @__PURE__ */ createVNode2("button", { type: "button", class: "hx-btn", onClick: () => setSettingUp(false), children: "Back to the report" })
    ] }) : /* @__PURE__ */ createVNode2(Running, { event, onStop: stop }) })
  ] });
}
function Running({ event, onStop }) {
  if (event.status === "failed") {
    return /* @__PURE__ */ createVNode2("p", { class: "hx-step-note", role: "alert", children: [
      /* @__PURE__ */ createVNode2("b", { children: event.error?.message ?? "The measurement failed." }),
      " ",
      event.error?.hint
    ] });
  }
  if (event.status === "canceled") return /* @__PURE__ */ createVNode2("p", { children: [
    "Stopped; ",
    event.text,
    ". Measure again to go on."
  ] });
  return /* @__PURE__ */ createVNode2(
    RunProgress,
    {
      label: "Measuring",
      text: event.text || "Starting.",
      done: event.done,
      total: event.total,
      onStop
    }
  );
}
function useRun(screen) {
  const [event, setEvent] = useState(null);
  const [isAsked, setAsked] = useState(false);
  const { ask, announce, connection } = screen;
  useEffect(() => {
    const stop = connection.listen("measured", (next) => {
      setEvent(next);
      if (next.report !== null) announce(next.report.verdict);
      else if (next.status !== "running") announce(`Measurement ${next.status}`);
    });
    void ask("state", {}).then((state) => {
      setAsked(true);
      if (state) setEvent((newer) => newer ?? state);
    });
    return stop;
  }, [ask, announce, connection]);
  const setReport = useCallback(
    (report) => setEvent((before) => before && { ...before, report }),
    []
  );
  const begin = useCallback(
    (args) => {
      setEvent(STARTED);
      void ask("start", args).then((done) => done ?? setEvent((now) => now === STARTED ? null : now));
    },
    [ask]
  );
  const forget = useCallback(
    () => setEvent((now) => now?.status === "failed" || now?.status === "canceled" ? IDLE : now),
    []
  );
  return { event, isAsked, setReport, begin, forget };
}
var measure_default = asWidget("measure", "Measure models", Measure);
export {
  measure_default as default
};
