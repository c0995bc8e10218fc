/** Names of the language and its runtimes that analysis follows. */
export const globals: ReadonlySet<string> = new Set(['fetch', 'process', 'URL', 'String', 'Number', 'Bun', 'Deno', 'import.meta', 'Promise', 'WebSocket', 'globalThis', 'parseInt', 'encodeURIComponent', 'setTimeout', 'setInterval', 'Object', 'Map', 'require', 'Request', 'AbortController', 'AbortSignal', 'Symbol', 'Reflect']);
