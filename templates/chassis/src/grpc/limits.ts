const mebibyte = 1024 * 1024;

/** Bytes of a message to a service: as of the body of a request. */
export const requestLimit = mebibyte;
/** Bytes of an answer: as of one over HTTP. */
export const answerLimit = 16 * mebibyte;
