// STAND-IN
export const cover = () => {};
export const uncover = () => {};
