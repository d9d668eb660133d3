// What the module asks of its host where there is no page: words and numbers.

export { autonym, plural, span } from "./host.js";
