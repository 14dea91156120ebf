/** Where the launcher's folder holds the programs of hooks as the runtime has compiled them. */

export const COMPILED = 'compiled';

/** Set by the launcher: its folder. */
export const COMPILED_HOME = 'PARAPET_HOME';
