import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 600_000,
    // Two cores are the smallest machine that CI gives; the integration tests start servers and mounts of their own.
    maxWorkers: 2,
  },
});
