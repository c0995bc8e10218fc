import { noProtos, type Protos } from '../../contracts/proto/proto.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Files } from '../../system/files.ts';

/**
 * The proto files below the package of a contract; where there are none, nothing is loaded.
 * @throws UserError (exit 3) for a file that is no proto file
 */
export const contractProtos = async ({ paths, read }: Pick<Files, 'paths' | 'read'>, folder: string, shown: string): Promise<Protos> => {
  const files = paths.filter((path) => path.startsWith(`${folder}/`) && path.endsWith('.proto') && !path.includes('/node_modules/'));
  if (files.length === 0) return noProtos;
  const { ProtoProblem, readProtos } = await import('../../contracts/proto/read-protos.ts');
  try {
    return readProtos(files.map((file) => ({ file, text: read(file) ?? '' })));
  } catch (error) {
    if (!(error instanceof ProtoProblem)) throw error;
    throw new UserError(ExitCode.refused, `${error.file} (${shown}) can not be read: ${error.message}`, 'Correct the proto file and run the command again.');
  }
};
