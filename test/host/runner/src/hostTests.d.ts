/** Every `test/editor/host/**\/*.test.ts`, gathered by esbuild.js; importing it runs their `describe` calls. */
declare module 'host-tests';
