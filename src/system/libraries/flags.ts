import { chassis } from '../model/modules.ts';

/** Calls that ask for a feature flag, by module; their first argument is its name. Adding a library is a line here and a row in `flags.test.ts`. */
export const flagReads: Readonly<Record<string, RegExp>> = {
  [`${chassis}/flags`]: /(?:\.openFlags\(\)|\.Flags#)\.value$/,
  '@openfeature/server-sdk': /\.get(?:Boolean|String|Number|Object)(?:Value|Details)$/,
  '@openfeature/web-sdk': /\.get(?:Boolean|String|Number|Object)(?:Value|Details)$/,
  '@openfeature/js-sdk': /\.get(?:Boolean|String|Number|Object)(?:Value|Details)$/,
};

/** Packages that ask in ways that are not followed: components, hooks and decorators. */
export const unseenReaders = /^@openfeature\/(?:react|angular|nestjs)-sdk$/;
