import type { GoValue } from './value.js';

/** A JSON object whose keys are not ours, so that a template may ask for one that is not there. */
export function jsonMap(value: unknown): GoValue {
  if (typeof value !== 'object' || value === null) return null;
  return new Map(Object.entries(value).map(([key, inner]) => [key, jsonValue(inner)]));
}

/** A value of somebody else's JSON. */
export function jsonValue(value: unknown): GoValue {
  if (Array.isArray(value)) return value.map(jsonValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, jsonValue(inner)]));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
