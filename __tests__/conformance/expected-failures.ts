/** Cases of the conformance suite that are known not to pass yet, `suite/case`, each with why. It is to become empty. */
export const EXPECTED_FAILURES: Readonly<Record<string, string>> = {};
