export const launcher = {}
