/** Folders and names of files that do not run in production: tests, mocks, examples, documentation, seeders, compiled code. */
const folders = /(?:^|\/)(?:node_modules|dist|build|out|coverage|\.[^/]+|_*tests?_*|testing|test[-_]?(?:utils?|helpers?|support|data|setup)|__mocks__|__fixtures__|mocks?|fixtures?|e2e|[\w-]+-e2e|specs?|cypress|playwright|docs?|documentation|examples?|samples?|seeds?|seeders?|stories|generated|__generated__|vendor|flow-typed|wiki|scripts|migrations?|load-?tests?|benchmarks?)\//i;
const names = /(?:(?:^|\/)\.[^/]+|\.(?:test|tests|spec|e2e|e2e-spec|mock|stories|fixture|bench|seed|seeder)\.[cm]?[jt]sx?|\.d\.[cm]?ts|\.min\.js|(?:^|\/)(?:seed|seeder|jest|vitest|webpack|rollup|vite|babel|gulpfile|gruntfile|karma|eslint|prettier|tailwind|postcss|commitlint|playwright|cypress)(?:\.[\w-]+)*\.[cm]?[jt]s)$/i;
const source = /\.(?:[cm]?ts|[cm]?js|tsx|jsx)$/i;

export const isSource = (path: string): boolean => source.test(path) && !path.endsWith('.d.ts');

/** What a server hands to browsers as it is. */
const handedOut = /^(?:src\/)?(?:public|static)\/.*\.m?js$/i;

/** True for code that runs in production, on a server. `path` is relative to the root of its service, so that a system may live in `examples/`. */
export const isProduction = (path: string): boolean => isSource(path) && !folders.test(path) && !names.test(path) && !handedOut.test(path);

/** A folder that holds no service of the system, whatever lies in it. */
export const isAside = (folder: string): boolean => /(?:^|\/)(?:node_modules|dist|build|\.(?!$)[^/]*|__tests__|__fixtures__|__mocks__|fixtures?|e2e|[\w-]+-e2e|tests?|examples?|samples?|docs?|vendor|cypress|templates?|playgrounds?)(?:\/|$)/i.test(folder);
