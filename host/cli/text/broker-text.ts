// What `retort bridge` and `retort monitor` say when their broker is gone: both keep trying.
export const lostBroker = 'lost the broker; reconnecting';
