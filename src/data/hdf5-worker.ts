/** The thread that reads HDF5 files. */
import { openHdf5 } from './hdf5-source.ts';
import { serveReads } from './read-service.ts';

serveReads('an HDF5 file', openHdf5);
