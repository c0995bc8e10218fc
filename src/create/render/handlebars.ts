import Handlebars from 'handlebars';

/** Fills the holes of prose, YAML and Dockerfiles. A name that the data does not have is an error, never an empty text. */
export const fill = (template: string, data: object): string =>
  Handlebars.compile(template, { strict: true, noEscape: true, knownHelpersOnly: true })(data);
