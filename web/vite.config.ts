import { defineConfig } from "vite";
import { licences } from "./licences.ts";

export default defineConfig({
  // Addresses within the bundle are relative, so that it works below whatever path a proxy serves it.
  base: "./",
  publicDir: false,
  plugins: [licences("THIRD_PARTY.txt")],
  worker: { format: "es", plugins: () => [licences("THIRD_PARTY.layout.txt")] },
  build: {
    outDir: "../api/static/web",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    modulePreload: false,
    chunkSizeWarningLimit: 800,
    rollupOptions: {
      input: { check: "src/check/page.ts", document: "src/document/page.ts", sparql: "src/sparql/page.ts", graph: "src/graph/page.ts" },
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});
