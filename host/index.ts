// `retort-fpga`: what retort.config.ts needs. The API is in the subpaths, by what one does: host/api.
export type { RetortConfig } from './cli/settings/config-schema.ts';
export { ConfigError, defineConfig } from './cli/settings/define-config.ts';
export { networkNamed } from './network/named-networks.ts';
export type { Layer, Network } from './network/network.ts';
