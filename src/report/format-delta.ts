import { formatBytes, formatDuration } from '../text/format.js';

/** A change for people: `+4.2MB`, `−0.3s`, `±0`. */
export function signedBytes(change: number): string {
  return withSign(change, formatBytes);
}

export function signedDuration(change: number): string {
  return withSign(change, formatDuration);
}

function withSign(change: number, format: (amount: number) => string): string {
  const shown = format(Math.abs(change));
  if (shown === format(0)) return '±0';
  return `${change > 0 ? '+' : '−'}${shown}`;
}

/** `73 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
