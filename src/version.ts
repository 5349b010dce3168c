/** The version of package.json: a bundle cannot read that file, and a unit test keeps the two equal. */
export const VERSION = '0.1.0';
