import { signToken } from './sign-token.ts';

const [subject = 'alice'] = process.argv.slice(2);
console.log(signToken(subject, process.env));
