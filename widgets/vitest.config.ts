import { defineConfig } from "vitest/config";

export default defineConfig({
  // The bundles lie in the Python package beside this folder.
  server: { fs: { allow: [".."] } },
  test: {
    environment: "jsdom",
    css: true,
    include: ["tests/**/*.test.{ts,tsx}"],
    // The machine that builds may have few cores: one process is quickest there.
    pool: "threads",
    maxWorkers: 1,
    isolate: false,
    testTimeout: 30_000,
  },
});
