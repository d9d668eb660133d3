// What the module build takes for the page where there is none: on a server, where frameworks import what they render. Then nothing
// of it is ever called. In a browser each is the browser's own. `tools/bundle.mjs` puts it under the module build alone.

class Nothing {
  get parentNode() {}
  get shadowRoot() {}
  set innerHTML(markup) {}
}

export const { document = new Nothing(), Node = Nothing, Element = Nothing, ResizeObserver = Nothing } = globalThis;
