import { defineConfig } from "vitest/config";

export default defineConfig({
  // The bundles lie in the Python package beside this folder.
  server: { fs: { allow: [".."] } },
  test: {
    environment: "jsdom",
    css: true,
    include: ["tests/**/*.test.{ts,tsx}"],
    // Much of their time is waiting for timers, so two suit the fewest cores.
    pool: "threads",
    maxWorkers: 2,
    isolate: false,
    testTimeout: 30_000,
  },
});
