// For compilers that let CommonJS import only what is declared as CommonJS; Node has `require` for ES modules since 22.12.
export * from './dist/installed/src/index.js';
