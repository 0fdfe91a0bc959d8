import { join } from 'node:path';
import { packageFolder } from './load-data.ts';

/** Where the built app lies. */
export const appFolder: string = join(packageFolder, 'dist', 'app');
