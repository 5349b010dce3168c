export interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

/** A gate that opens once. */
export function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
