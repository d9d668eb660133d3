// What is wrong with a configuration by the JSON Schema, in places as the product names them.

import { Validator } from '@cfworker/json-schema';
import { isWithin } from './paths.js';

/** Keywords that only say that something below is wrong. */
const GROUPING = ['properties', 'items', 'additionalProperties', 'allOf', 'anyOf', '$ref', 'propertyNames'];

/** Gives `(config) => [{path, message}]`. */
export function checker(schema) {
  const validator = new Validator(schema, '7', false);
  return (config) => {
    const found = validator.validate(config).errors.filter(({ keyword }) => !GROUPING.includes(keyword)).map(faultOf);
    return found.filter(({ path, message }, at) => found.findIndex((other) => other.path === path && other.message === message) === at);
  };
}

function faultOf({ keyword, instanceLocation, error }) {
  const path = placeOf(instanceLocation);
  const name = /"(.*?)"/.exec(error)?.[1];
  if (keyword === 'required') return { path: path ? `${path}.${name}` : name, message: 'is missing' };
  if (keyword === 'false') return { path, message: 'is unknown' };
  if (keyword === 'pattern') return { path, message: 'is not of the form that is asked for' };
  return { path, message: error.replace(/\.$/, '').replace(/^Instance /, '') };
}

/** `#/categories/0/title` is `categories[0].title`. */
function placeOf(pointer) {
  const steps = pointer.split('/').slice(1).map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce((text, step) => (/^\d+$/.test(step) ? `${text}[${step}]` : text ? `${text}.${step}` : step), '');
}

/** The product says it better; the schema's word counts where the product has none on that place. */
export function together(product, schema) {
  const told = (path) => product.some((fault) => isWithin(fault.path, path) || isWithin(path, fault.path));
  return [...product, ...schema.filter(({ path }) => !told(path))];
}
