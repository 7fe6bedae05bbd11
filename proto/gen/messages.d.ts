import * as $protobuf from "protobufjs/minimal.js";

/** Namespace retort. */
export namespace retort {

    /** Namespace bridge. */
    namespace bridge {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a BridgeState.
             * @deprecated Use retort.bridge.v1.BridgeState.$Properties instead.
             */
            interface IBridgeState extends retort.bridge.v1.BridgeState.$Properties {
            }

            /** Represents a BridgeState. */
            class BridgeState {

                /**
                 * Constructs a new BridgeState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.bridge.v1.BridgeState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** BridgeState online. */
                online: boolean;

                /** BridgeState instance. */
                instance: string;

                /** BridgeState boards. */
                boards: string[];

                /** BridgeState maxMessageBytes. */
                maxMessageBytes: number;

                /** BridgeState publicKey. */
                publicKey: Uint8Array;

                /** BridgeState saidMs. */
                saidMs: number;

                /**
                 * Encodes the specified BridgeState message. Does not implicitly {@link retort.bridge.v1.BridgeState.verify|verify} messages.
                 * @param message BridgeState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.bridge.v1.BridgeState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a BridgeState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.BridgeState & retort.bridge.v1.BridgeState.$Shape} BridgeState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.bridge.v1.BridgeState & retort.bridge.v1.BridgeState.$Shape;

                /**
                 * Creates a BridgeState message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns BridgeState
                 */
                static fromObject(object: { [k: string]: any }): retort.bridge.v1.BridgeState;

                /**
                 * Creates a plain object from a BridgeState message. Also converts values to other types if specified.
                 * @param message BridgeState
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.bridge.v1.BridgeState, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this BridgeState to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace BridgeState {

                /** Properties of a BridgeState. */
                interface $Properties {

                    /** BridgeState online */
                    online?: (boolean|null);

                    /** BridgeState instance */
                    instance?: (string|null);

                    /** BridgeState boards */
                    boards?: (string[]|null);

                    /** BridgeState maxMessageBytes */
                    maxMessageBytes?: (number|null);

                    /** BridgeState publicKey */
                    publicKey?: (Uint8Array|null);

                    /** BridgeState saidMs */
                    saidMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a BridgeState. */
                type $Shape = retort.bridge.v1.BridgeState.$Properties;
            }

            /**
             * Properties of a BridgeClaim.
             * @deprecated Use retort.bridge.v1.BridgeClaim.$Properties instead.
             */
            interface IBridgeClaim extends retort.bridge.v1.BridgeClaim.$Properties {
            }

            /** Represents a BridgeClaim. */
            class BridgeClaim {

                /**
                 * Constructs a new BridgeClaim.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.bridge.v1.BridgeClaim.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** BridgeClaim instance. */
                instance: string;

                /** BridgeClaim establishedMs. */
                establishedMs: number;

                /** BridgeClaim objectsTo. */
                objectsTo: string;

                /** BridgeClaim padding. */
                padding: Uint8Array;

                /**
                 * Encodes the specified BridgeClaim message. Does not implicitly {@link retort.bridge.v1.BridgeClaim.verify|verify} messages.
                 * @param message BridgeClaim message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.bridge.v1.BridgeClaim.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a BridgeClaim message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.BridgeClaim & retort.bridge.v1.BridgeClaim.$Shape} BridgeClaim
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.bridge.v1.BridgeClaim & retort.bridge.v1.BridgeClaim.$Shape;

                /**
                 * Creates a BridgeClaim message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns BridgeClaim
                 */
                static fromObject(object: { [k: string]: any }): retort.bridge.v1.BridgeClaim;

                /**
                 * Creates a plain object from a BridgeClaim message. Also converts values to other types if specified.
                 * @param message BridgeClaim
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.bridge.v1.BridgeClaim, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this BridgeClaim to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace BridgeClaim {

                /** Properties of a BridgeClaim. */
                interface $Properties {

                    /** BridgeClaim instance */
                    instance?: (string|null);

                    /** BridgeClaim establishedMs */
                    establishedMs?: (number|null);

                    /** BridgeClaim objectsTo */
                    objectsTo?: (string|null);

                    /** BridgeClaim padding */
                    padding?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a BridgeClaim. */
                type $Shape = retort.bridge.v1.BridgeClaim.$Properties;
            }

            /**
             * Properties of a BoardState.
             * @deprecated Use retort.bridge.v1.BoardState.$Properties instead.
             */
            interface IBoardState extends retort.bridge.v1.BoardState.$Properties {
            }

            /** Represents a BoardState. */
            class BoardState {

                /**
                 * Constructs a new BoardState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.bridge.v1.BoardState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** BoardState present. */
                present: boolean;

                /** BoardState url. */
                url: string;

                /** BoardState problem. */
                problem: string;

                /** BoardState core. */
                core: number;

                /** BoardState clockHz. */
                clockHz: number;

                /** BoardState imageId. */
                imageId: number;

                /** BoardState leaseHolder. */
                leaseHolder: string;

                /** BoardState health. */
                health?: (retort.bridge.v1.LineHealth.$Properties|null);

                /** BoardState memoryBytes. */
                memoryBytes: number;

                /** BoardState tags. */
                tags: string[];

                /**
                 * Encodes the specified BoardState message. Does not implicitly {@link retort.bridge.v1.BoardState.verify|verify} messages.
                 * @param message BoardState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.bridge.v1.BoardState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a BoardState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.BoardState & retort.bridge.v1.BoardState.$Shape} BoardState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.bridge.v1.BoardState & retort.bridge.v1.BoardState.$Shape;

                /**
                 * Creates a BoardState message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns BoardState
                 */
                static fromObject(object: { [k: string]: any }): retort.bridge.v1.BoardState;

                /**
                 * Creates a plain object from a BoardState message. Also converts values to other types if specified.
                 * @param message BoardState
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.bridge.v1.BoardState, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this BoardState to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace BoardState {

                /** Properties of a BoardState. */
                interface $Properties {

                    /** BoardState present */
                    present?: (boolean|null);

                    /** BoardState url */
                    url?: (string|null);

                    /** BoardState problem */
                    problem?: (string|null);

                    /** BoardState core */
                    core?: (number|null);

                    /** BoardState clockHz */
                    clockHz?: (number|null);

                    /** BoardState imageId */
                    imageId?: (number|null);

                    /** BoardState leaseHolder */
                    leaseHolder?: (string|null);

                    /** BoardState health */
                    health?: (retort.bridge.v1.LineHealth.$Properties|null);

                    /** BoardState memoryBytes */
                    memoryBytes?: (number|null);

                    /** BoardState tags */
                    tags?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a BoardState. */
                type $Shape = retort.bridge.v1.BoardState.$Properties;
            }

            /**
             * Properties of a LineHealth.
             * @deprecated Use retort.bridge.v1.LineHealth.$Properties instead.
             */
            interface ILineHealth extends retort.bridge.v1.LineHealth.$Properties {
            }

            /** Represents a LineHealth. */
            class LineHealth {

                /**
                 * Constructs a new LineHealth.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.bridge.v1.LineHealth.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LineHealth requestsRepeated. */
                requestsRepeated: number;

                /** LineHealth chunksRepeated. */
                chunksRepeated: number;

                /** LineHealth inferencesRepeated. */
                inferencesRepeated: number;

                /** LineHealth recoveries. */
                recoveries: number;

                /** LineHealth staleReplies. */
                staleReplies: number;

                /** LineHealth badMessages. */
                badMessages: number;

                /**
                 * Encodes the specified LineHealth message. Does not implicitly {@link retort.bridge.v1.LineHealth.verify|verify} messages.
                 * @param message LineHealth message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.bridge.v1.LineHealth.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LineHealth message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.LineHealth & retort.bridge.v1.LineHealth.$Shape} LineHealth
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.bridge.v1.LineHealth & retort.bridge.v1.LineHealth.$Shape;

                /**
                 * Creates a LineHealth message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns LineHealth
                 */
                static fromObject(object: { [k: string]: any }): retort.bridge.v1.LineHealth;

                /**
                 * Creates a plain object from a LineHealth message. Also converts values to other types if specified.
                 * @param message LineHealth
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.bridge.v1.LineHealth, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this LineHealth to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace LineHealth {

                /** Properties of a LineHealth. */
                interface $Properties {

                    /** LineHealth requestsRepeated */
                    requestsRepeated?: (number|null);

                    /** LineHealth chunksRepeated */
                    chunksRepeated?: (number|null);

                    /** LineHealth inferencesRepeated */
                    inferencesRepeated?: (number|null);

                    /** LineHealth recoveries */
                    recoveries?: (number|null);

                    /** LineHealth staleReplies */
                    staleReplies?: (number|null);

                    /** LineHealth badMessages */
                    badMessages?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LineHealth. */
                type $Shape = retort.bridge.v1.LineHealth.$Properties;
            }

            /**
             * Properties of a RequestBatch.
             * @deprecated Use retort.bridge.v1.RequestBatch.$Properties instead.
             */
            interface IRequestBatch extends retort.bridge.v1.RequestBatch.$Properties {
            }

            /** Represents a RequestBatch. */
            class RequestBatch {

                /**
                 * Constructs a new RequestBatch.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.bridge.v1.RequestBatch.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RequestBatch sequence. */
                sequence: number;

                /** RequestBatch requests. */
                requests: Uint8Array[];

                /** RequestBatch release. */
                release: boolean;

                /** RequestBatch key. */
                key: Uint8Array;

                /** RequestBatch releaseHash. */
                releaseHash: Uint8Array;

                /** RequestBatch releaseSecret. */
                releaseSecret: Uint8Array;

                /** RequestBatch padding. */
                padding: Uint8Array;

                /** RequestBatch mac. */
                mac: Uint8Array;

                /**
                 * Encodes the specified RequestBatch message. Does not implicitly {@link retort.bridge.v1.RequestBatch.verify|verify} messages.
                 * @param message RequestBatch message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.bridge.v1.RequestBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RequestBatch message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.RequestBatch & retort.bridge.v1.RequestBatch.$Shape} RequestBatch
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.bridge.v1.RequestBatch & retort.bridge.v1.RequestBatch.$Shape;

                /**
                 * Creates a RequestBatch message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RequestBatch
                 */
                static fromObject(object: { [k: string]: any }): retort.bridge.v1.RequestBatch;

                /**
                 * Creates a plain object from a RequestBatch message. Also converts values to other types if specified.
                 * @param message RequestBatch
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.bridge.v1.RequestBatch, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RequestBatch to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace RequestBatch {

                /** Properties of a RequestBatch. */
                interface $Properties {

                    /** RequestBatch sequence */
                    sequence?: (number|null);

                    /** RequestBatch requests */
                    requests?: (Uint8Array[]|null);

                    /** RequestBatch release */
                    release?: (boolean|null);

                    /** RequestBatch key */
                    key?: (Uint8Array|null);

                    /** RequestBatch releaseHash */
                    releaseHash?: (Uint8Array|null);

                    /** RequestBatch releaseSecret */
                    releaseSecret?: (Uint8Array|null);

                    /** RequestBatch padding */
                    padding?: (Uint8Array|null);

                    /** RequestBatch mac */
                    mac?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RequestBatch. */
                type $Shape = retort.bridge.v1.RequestBatch.$Properties;
            }

            /**
             * Properties of a ReplyBatch.
             * @deprecated Use retort.bridge.v1.ReplyBatch.$Properties instead.
             */
            interface IReplyBatch extends retort.bridge.v1.ReplyBatch.$Properties {
            }

            /** Represents a ReplyBatch. */
            class ReplyBatch {

                /**
                 * Constructs a new ReplyBatch.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.bridge.v1.ReplyBatch.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReplyBatch replies. */
                replies: Uint8Array[];

                /** ReplyBatch imageId. */
                imageId: number;

                /** ReplyBatch refusal. */
                refusal?: (retort.bridge.v1.Refusal.$Properties|null);

                /** ReplyBatch sequence. */
                sequence: number;

                /** ReplyBatch acknowledged. */
                acknowledged: number;

                /** ReplyBatch mac. */
                mac: Uint8Array;

                /**
                 * Encodes the specified ReplyBatch message. Does not implicitly {@link retort.bridge.v1.ReplyBatch.verify|verify} messages.
                 * @param message ReplyBatch message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.bridge.v1.ReplyBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReplyBatch message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.ReplyBatch & retort.bridge.v1.ReplyBatch.$Shape} ReplyBatch
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.bridge.v1.ReplyBatch & retort.bridge.v1.ReplyBatch.$Shape;

                /**
                 * Creates a ReplyBatch message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ReplyBatch
                 */
                static fromObject(object: { [k: string]: any }): retort.bridge.v1.ReplyBatch;

                /**
                 * Creates a plain object from a ReplyBatch message. Also converts values to other types if specified.
                 * @param message ReplyBatch
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.bridge.v1.ReplyBatch, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ReplyBatch to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace ReplyBatch {

                /** Properties of a ReplyBatch. */
                interface $Properties {

                    /** ReplyBatch replies */
                    replies?: (Uint8Array[]|null);

                    /** ReplyBatch imageId */
                    imageId?: (number|null);

                    /** ReplyBatch refusal */
                    refusal?: (retort.bridge.v1.Refusal.$Properties|null);

                    /** ReplyBatch sequence */
                    sequence?: (number|null);

                    /** ReplyBatch acknowledged */
                    acknowledged?: (number|null);

                    /** ReplyBatch mac */
                    mac?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReplyBatch. */
                type $Shape = retort.bridge.v1.ReplyBatch.$Properties;
            }

            /** RefusalCode enum. */
            enum RefusalCode {

                /** REFUSAL_CODE_UNSPECIFIED value */
                REFUSAL_CODE_UNSPECIFIED = 0,

                /** REFUSAL_CODE_UNKNOWN_BOARD value */
                REFUSAL_CODE_UNKNOWN_BOARD = 1,

                /** REFUSAL_CODE_MESSAGE_TOO_LARGE value */
                REFUSAL_CODE_MESSAGE_TOO_LARGE = 2,

                /** REFUSAL_CODE_MALFORMED value */
                REFUSAL_CODE_MALFORMED = 3,

                /** REFUSAL_CODE_LEASED value */
                REFUSAL_CODE_LEASED = 4,

                /** REFUSAL_CODE_STOPPING value */
                REFUSAL_CODE_STOPPING = 5,

                /** REFUSAL_CODE_UNAUTHENTICATED value */
                REFUSAL_CODE_UNAUTHENTICATED = 6,

                /** REFUSAL_CODE_WRONG_TOPIC value */
                REFUSAL_CODE_WRONG_TOPIC = 7
            }

            /**
             * Properties of a Refusal.
             * @deprecated Use retort.bridge.v1.Refusal.$Properties instead.
             */
            interface IRefusal extends retort.bridge.v1.Refusal.$Properties {
            }

            /** Represents a Refusal. */
            class Refusal {

                /**
                 * Constructs a new Refusal.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.bridge.v1.Refusal.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Refusal code. */
                code: retort.bridge.v1.RefusalCode;

                /** Refusal detail. */
                detail: string;

                /**
                 * Encodes the specified Refusal message. Does not implicitly {@link retort.bridge.v1.Refusal.verify|verify} messages.
                 * @param message Refusal message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.bridge.v1.Refusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Refusal message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.Refusal & retort.bridge.v1.Refusal.$Shape} Refusal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.bridge.v1.Refusal & retort.bridge.v1.Refusal.$Shape;

                /**
                 * Creates a Refusal message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Refusal
                 */
                static fromObject(object: { [k: string]: any }): retort.bridge.v1.Refusal;

                /**
                 * Creates a plain object from a Refusal message. Also converts values to other types if specified.
                 * @param message Refusal
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.bridge.v1.Refusal, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Refusal to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Refusal {

                /** Properties of a Refusal. */
                interface $Properties {

                    /** Refusal code */
                    code?: (retort.bridge.v1.RefusalCode|null);

                    /** Refusal detail */
                    detail?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Refusal. */
                type $Shape = retort.bridge.v1.Refusal.$Properties;
            }

            /**
             * Properties of a PredictionBatch.
             * @deprecated Use retort.bridge.v1.PredictionBatch.$Properties instead.
             */
            interface IPredictionBatch extends retort.bridge.v1.PredictionBatch.$Properties {
            }

            /** Represents a PredictionBatch. */
            class PredictionBatch {

                /**
                 * Constructs a new PredictionBatch.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.bridge.v1.PredictionBatch.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PredictionBatch sequence. */
                sequence: number;

                /** PredictionBatch imageId. */
                imageId: number;

                /** PredictionBatch client. */
                client: string;

                /** PredictionBatch predictions. */
                predictions: retort.bridge.v1.ObservedPrediction.$Properties[];

                /**
                 * Encodes the specified PredictionBatch message. Does not implicitly {@link retort.bridge.v1.PredictionBatch.verify|verify} messages.
                 * @param message PredictionBatch message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.bridge.v1.PredictionBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PredictionBatch message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.PredictionBatch & retort.bridge.v1.PredictionBatch.$Shape} PredictionBatch
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.bridge.v1.PredictionBatch & retort.bridge.v1.PredictionBatch.$Shape;

                /**
                 * Creates a PredictionBatch message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns PredictionBatch
                 */
                static fromObject(object: { [k: string]: any }): retort.bridge.v1.PredictionBatch;

                /**
                 * Creates a plain object from a PredictionBatch message. Also converts values to other types if specified.
                 * @param message PredictionBatch
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.bridge.v1.PredictionBatch, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this PredictionBatch to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace PredictionBatch {

                /** Properties of a PredictionBatch. */
                interface $Properties {

                    /** PredictionBatch sequence */
                    sequence?: (number|null);

                    /** PredictionBatch imageId */
                    imageId?: (number|null);

                    /** PredictionBatch client */
                    client?: (string|null);

                    /** PredictionBatch predictions */
                    predictions?: (retort.bridge.v1.ObservedPrediction.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PredictionBatch. */
                type $Shape = retort.bridge.v1.PredictionBatch.$Properties;
            }

            /**
             * Properties of an ObservedPrediction.
             * @deprecated Use retort.bridge.v1.ObservedPrediction.$Properties instead.
             */
            interface IObservedPrediction extends retort.bridge.v1.ObservedPrediction.$Properties {
            }

            /** Represents an ObservedPrediction. */
            class ObservedPrediction {

                /**
                 * Constructs a new ObservedPrediction.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.bridge.v1.ObservedPrediction.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ObservedPrediction sampleId. */
                sampleId: number;

                /** ObservedPrediction label. */
                label: number;

                /** ObservedPrediction cycles. */
                cycles: number;

                /** ObservedPrediction latencyUs. */
                latencyUs: number;

                /** ObservedPrediction logits. */
                logits: Uint8Array;

                /** ObservedPrediction input. */
                input: Uint8Array;

                /**
                 * Encodes the specified ObservedPrediction message. Does not implicitly {@link retort.bridge.v1.ObservedPrediction.verify|verify} messages.
                 * @param message ObservedPrediction message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.bridge.v1.ObservedPrediction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an ObservedPrediction message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.ObservedPrediction & retort.bridge.v1.ObservedPrediction.$Shape} ObservedPrediction
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.bridge.v1.ObservedPrediction & retort.bridge.v1.ObservedPrediction.$Shape;

                /**
                 * Creates an ObservedPrediction message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ObservedPrediction
                 */
                static fromObject(object: { [k: string]: any }): retort.bridge.v1.ObservedPrediction;

                /**
                 * Creates a plain object from an ObservedPrediction message. Also converts values to other types if specified.
                 * @param message ObservedPrediction
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.bridge.v1.ObservedPrediction, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ObservedPrediction to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace ObservedPrediction {

                /** Properties of an ObservedPrediction. */
                interface $Properties {

                    /** ObservedPrediction sampleId */
                    sampleId?: (number|null);

                    /** ObservedPrediction label */
                    label?: (number|null);

                    /** ObservedPrediction cycles */
                    cycles?: (number|null);

                    /** ObservedPrediction latencyUs */
                    latencyUs?: (number|null);

                    /** ObservedPrediction logits */
                    logits?: (Uint8Array|null);

                    /** ObservedPrediction input */
                    input?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an ObservedPrediction. */
                type $Shape = retort.bridge.v1.ObservedPrediction.$Properties;
            }
        }
    }

    /** Namespace link. */
    namespace link {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a Request.
             * @deprecated Use retort.link.v1.Request.$Properties instead.
             */
            interface IRequest extends retort.link.v1.Request.$Properties {
            }

            /** Represents a Request. */
            class Request {

                /**
                 * Constructs a new Request.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Request.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Request id. */
                id: number;

                /** Request identify. */
                identify?: (retort.link.v1.Identify.$Properties|null);

                /** Request getStatus. */
                getStatus?: (retort.link.v1.GetStatus.$Properties|null);

                /** Request setBaudRate. */
                setBaudRate?: (retort.link.v1.SetBaudRate.$Properties|null);

                /** Request begin. */
                begin?: (retort.link.v1.Begin.$Properties|null);

                /** Request chunk. */
                chunk?: (retort.link.v1.Chunk.$Properties|null);

                /** Request commit. */
                commit?: (retort.link.v1.Commit.$Properties|null);

                /** Request infer. */
                infer?: (retort.link.v1.Infer.$Properties|null);

                /** Request rangeCrc. */
                rangeCrc?: (retort.link.v1.RangeCrc.$Properties|null);

                /** Request readMemory. */
                readMemory?: (retort.link.v1.ReadMemory.$Properties|null);

                /** Request abort. */
                abort?: (retort.link.v1.Abort.$Properties|null);

                /** Request command. */
                command?: ("identify"|"getStatus"|"setBaudRate"|"begin"|"chunk"|"commit"|"infer"|"rangeCrc"|"readMemory"|"abort");

                /**
                 * Encodes the specified Request message. Does not implicitly {@link retort.link.v1.Request.verify|verify} messages.
                 * @param message Request message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Request.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Request message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Request & retort.link.v1.Request.$Shape} Request
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Request & retort.link.v1.Request.$Shape;

                /**
                 * Creates a Request message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Request
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Request;

                /**
                 * Creates a plain object from a Request message. Also converts values to other types if specified.
                 * @param message Request
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Request, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Request to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Request {

                /** Properties of a Request. */
                interface $Properties {

                    /** Request id */
                    id?: (number|null);

                    /** Request identify */
                    identify?: (retort.link.v1.Identify.$Properties|null);

                    /** Request getStatus */
                    getStatus?: (retort.link.v1.GetStatus.$Properties|null);

                    /** Request setBaudRate */
                    setBaudRate?: (retort.link.v1.SetBaudRate.$Properties|null);

                    /** Request begin */
                    begin?: (retort.link.v1.Begin.$Properties|null);

                    /** Request chunk */
                    chunk?: (retort.link.v1.Chunk.$Properties|null);

                    /** Request commit */
                    commit?: (retort.link.v1.Commit.$Properties|null);

                    /** Request infer */
                    infer?: (retort.link.v1.Infer.$Properties|null);

                    /** Request rangeCrc */
                    rangeCrc?: (retort.link.v1.RangeCrc.$Properties|null);

                    /** Request readMemory */
                    readMemory?: (retort.link.v1.ReadMemory.$Properties|null);

                    /** Request abort */
                    abort?: (retort.link.v1.Abort.$Properties|null);

                    /** Request command */
                    command?: ("identify"|"getStatus"|"setBaudRate"|"begin"|"chunk"|"commit"|"infer"|"rangeCrc"|"readMemory"|"abort");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a Request. */
                type $Shape = {
                  id?: number|null;
                  identify?: retort.link.v1.Identify.$Shape|null;
                  getStatus?: retort.link.v1.GetStatus.$Shape|null;
                  setBaudRate?: retort.link.v1.SetBaudRate.$Shape|null;
                  begin?: retort.link.v1.Begin.$Shape|null;
                  chunk?: retort.link.v1.Chunk.$Shape|null;
                  commit?: retort.link.v1.Commit.$Shape|null;
                  infer?: retort.link.v1.Infer.$Shape|null;
                  rangeCrc?: retort.link.v1.RangeCrc.$Shape|null;
                  readMemory?: retort.link.v1.ReadMemory.$Shape|null;
                  abort?: retort.link.v1.Abort.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ command?: undefined; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "identify"; identify: retort.link.v1.Identify.$Shape; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "getStatus"; identify?: null; getStatus: retort.link.v1.GetStatus.$Shape; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "setBaudRate"; identify?: null; getStatus?: null; setBaudRate: retort.link.v1.SetBaudRate.$Shape; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "begin"; identify?: null; getStatus?: null; setBaudRate?: null; begin: retort.link.v1.Begin.$Shape; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "chunk"; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk: retort.link.v1.Chunk.$Shape; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "commit"; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit: retort.link.v1.Commit.$Shape; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "infer"; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer: retort.link.v1.Infer.$Shape; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "rangeCrc"; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc: retort.link.v1.RangeCrc.$Shape; readMemory?: null; abort?: null }|{ command?: "readMemory"; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory: retort.link.v1.ReadMemory.$Shape; abort?: null }|{ command?: "abort"; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort: retort.link.v1.Abort.$Shape })
                );
            }

            /**
             * Properties of a Reply.
             * @deprecated Use retort.link.v1.Reply.$Properties instead.
             */
            interface IReply extends retort.link.v1.Reply.$Properties {
            }

            /** Represents a Reply. */
            class Reply {

                /**
                 * Constructs a new Reply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Reply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Reply id. */
                id: number;

                /** Reply identity. */
                identity?: (retort.link.v1.Identity.$Properties|null);

                /** Reply status. */
                status?: (retort.link.v1.Status.$Properties|null);

                /** Reply baudRateSet. */
                baudRateSet?: (retort.link.v1.BaudRateSet.$Properties|null);

                /** Reply ready. */
                ready?: (retort.link.v1.Ready.$Properties|null);

                /** Reply chunkWritten. */
                chunkWritten?: (retort.link.v1.ChunkWritten.$Properties|null);

                /** Reply committed. */
                committed?: (retort.link.v1.Committed.$Properties|null);

                /** Reply prediction. */
                prediction?: (retort.link.v1.Prediction.$Properties|null);

                /** Reply rangeCrcValue. */
                rangeCrcValue?: (retort.link.v1.RangeCrcValue.$Properties|null);

                /** Reply memory. */
                memory?: (retort.link.v1.Memory.$Properties|null);

                /** Reply aborted. */
                aborted?: (retort.link.v1.Aborted.$Properties|null);

                /** Reply error. */
                error?: (retort.link.v1.Error.$Properties|null);

                /** Reply answer. */
                answer?: ("identity"|"status"|"baudRateSet"|"ready"|"chunkWritten"|"committed"|"prediction"|"rangeCrcValue"|"memory"|"aborted"|"error");

                /**
                 * Encodes the specified Reply message. Does not implicitly {@link retort.link.v1.Reply.verify|verify} messages.
                 * @param message Reply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Reply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Reply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Reply & retort.link.v1.Reply.$Shape} Reply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Reply & retort.link.v1.Reply.$Shape;

                /**
                 * Creates a Reply message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Reply
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Reply;

                /**
                 * Creates a plain object from a Reply message. Also converts values to other types if specified.
                 * @param message Reply
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Reply, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Reply to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Reply {

                /** Properties of a Reply. */
                interface $Properties {

                    /** Reply id */
                    id?: (number|null);

                    /** Reply identity */
                    identity?: (retort.link.v1.Identity.$Properties|null);

                    /** Reply status */
                    status?: (retort.link.v1.Status.$Properties|null);

                    /** Reply baudRateSet */
                    baudRateSet?: (retort.link.v1.BaudRateSet.$Properties|null);

                    /** Reply ready */
                    ready?: (retort.link.v1.Ready.$Properties|null);

                    /** Reply chunkWritten */
                    chunkWritten?: (retort.link.v1.ChunkWritten.$Properties|null);

                    /** Reply committed */
                    committed?: (retort.link.v1.Committed.$Properties|null);

                    /** Reply prediction */
                    prediction?: (retort.link.v1.Prediction.$Properties|null);

                    /** Reply rangeCrcValue */
                    rangeCrcValue?: (retort.link.v1.RangeCrcValue.$Properties|null);

                    /** Reply memory */
                    memory?: (retort.link.v1.Memory.$Properties|null);

                    /** Reply aborted */
                    aborted?: (retort.link.v1.Aborted.$Properties|null);

                    /** Reply error */
                    error?: (retort.link.v1.Error.$Properties|null);

                    /** Reply answer */
                    answer?: ("identity"|"status"|"baudRateSet"|"ready"|"chunkWritten"|"committed"|"prediction"|"rangeCrcValue"|"memory"|"aborted"|"error");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a Reply. */
                type $Shape = {
                  id?: number|null;
                  identity?: retort.link.v1.Identity.$Shape|null;
                  status?: retort.link.v1.Status.$Shape|null;
                  baudRateSet?: retort.link.v1.BaudRateSet.$Shape|null;
                  ready?: retort.link.v1.Ready.$Shape|null;
                  chunkWritten?: retort.link.v1.ChunkWritten.$Shape|null;
                  committed?: retort.link.v1.Committed.$Shape|null;
                  prediction?: retort.link.v1.Prediction.$Shape|null;
                  rangeCrcValue?: retort.link.v1.RangeCrcValue.$Shape|null;
                  memory?: retort.link.v1.Memory.$Shape|null;
                  aborted?: retort.link.v1.Aborted.$Shape|null;
                  error?: retort.link.v1.Error.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ answer?: undefined; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "identity"; identity: retort.link.v1.Identity.$Shape; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "status"; identity?: null; status: retort.link.v1.Status.$Shape; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "baudRateSet"; identity?: null; status?: null; baudRateSet: retort.link.v1.BaudRateSet.$Shape; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "ready"; identity?: null; status?: null; baudRateSet?: null; ready: retort.link.v1.Ready.$Shape; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "chunkWritten"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten: retort.link.v1.ChunkWritten.$Shape; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "committed"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed: retort.link.v1.Committed.$Shape; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "prediction"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction: retort.link.v1.Prediction.$Shape; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "rangeCrcValue"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue: retort.link.v1.RangeCrcValue.$Shape; memory?: null; aborted?: null; error?: null }|{ answer?: "memory"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory: retort.link.v1.Memory.$Shape; aborted?: null; error?: null }|{ answer?: "aborted"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted: retort.link.v1.Aborted.$Shape; error?: null }|{ answer?: "error"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error: retort.link.v1.Error.$Shape })
                );
            }

            /**
             * Properties of an Identify.
             * @deprecated Use retort.link.v1.Identify.$Properties instead.
             */
            interface IIdentify extends retort.link.v1.Identify.$Properties {
            }

            /** Represents an Identify. */
            class Identify {

                /**
                 * Constructs a new Identify.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Identify.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified Identify message. Does not implicitly {@link retort.link.v1.Identify.verify|verify} messages.
                 * @param message Identify message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Identify.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Identify message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Identify & retort.link.v1.Identify.$Shape} Identify
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Identify & retort.link.v1.Identify.$Shape;

                /**
                 * Creates an Identify message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Identify
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Identify;

                /**
                 * Creates a plain object from an Identify message. Also converts values to other types if specified.
                 * @param message Identify
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Identify, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Identify to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Identify {

                /** Properties of an Identify. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Identify. */
                type $Shape = retort.link.v1.Identify.$Properties;
            }

            /**
             * Properties of an Identity.
             * @deprecated Use retort.link.v1.Identity.$Properties instead.
             */
            interface IIdentity extends retort.link.v1.Identity.$Properties {
            }

            /** Represents an Identity. */
            class Identity {

                /**
                 * Constructs a new Identity.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Identity.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Identity core. */
                core: number;

                /** Identity build. */
                build: number;

                /** Identity macsPerCycle. */
                macsPerCycle: number;

                /** Identity memoryBytes. */
                memoryBytes: number;

                /** Identity clockHz. */
                clockHz: number;

                /** Identity imageId. */
                imageId: number;

                /**
                 * Encodes the specified Identity message. Does not implicitly {@link retort.link.v1.Identity.verify|verify} messages.
                 * @param message Identity message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Identity.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Identity message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Identity & retort.link.v1.Identity.$Shape} Identity
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Identity & retort.link.v1.Identity.$Shape;

                /**
                 * Creates an Identity message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Identity
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Identity;

                /**
                 * Creates a plain object from an Identity message. Also converts values to other types if specified.
                 * @param message Identity
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Identity, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Identity to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Identity {

                /** Properties of an Identity. */
                interface $Properties {

                    /** Identity core */
                    core?: (number|null);

                    /** Identity build */
                    build?: (number|null);

                    /** Identity macsPerCycle */
                    macsPerCycle?: (number|null);

                    /** Identity memoryBytes */
                    memoryBytes?: (number|null);

                    /** Identity clockHz */
                    clockHz?: (number|null);

                    /** Identity imageId */
                    imageId?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Identity. */
                type $Shape = retort.link.v1.Identity.$Properties;
            }

            /**
             * Properties of a GetStatus.
             * @deprecated Use retort.link.v1.GetStatus.$Properties instead.
             */
            interface IGetStatus extends retort.link.v1.GetStatus.$Properties {
            }

            /** Represents a GetStatus. */
            class GetStatus {

                /**
                 * Constructs a new GetStatus.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.GetStatus.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified GetStatus message. Does not implicitly {@link retort.link.v1.GetStatus.verify|verify} messages.
                 * @param message GetStatus message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.GetStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetStatus message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.GetStatus & retort.link.v1.GetStatus.$Shape} GetStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.GetStatus & retort.link.v1.GetStatus.$Shape;

                /**
                 * Creates a GetStatus message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns GetStatus
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.GetStatus;

                /**
                 * Creates a plain object from a GetStatus message. Also converts values to other types if specified.
                 * @param message GetStatus
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.GetStatus, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this GetStatus to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace GetStatus {

                /** Properties of a GetStatus. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetStatus. */
                type $Shape = retort.link.v1.GetStatus.$Properties;
            }

            /**
             * Properties of a Status.
             * @deprecated Use retort.link.v1.Status.$Properties instead.
             */
            interface IStatus extends retort.link.v1.Status.$Properties {
            }

            /** Represents a Status. */
            class Status {

                /**
                 * Constructs a new Status.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Status.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Status imageId. */
                imageId: number;

                /** Status uploadImageId. */
                uploadImageId: number;

                /** Status received. */
                received: number;

                /** Status goodFrames. */
                goodFrames: number;

                /** Status badFrames. */
                badFrames: number;

                /** Status inferences. */
                inferences: number;

                /**
                 * Encodes the specified Status message. Does not implicitly {@link retort.link.v1.Status.verify|verify} messages.
                 * @param message Status message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Status.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Status message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Status & retort.link.v1.Status.$Shape} Status
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Status & retort.link.v1.Status.$Shape;

                /**
                 * Creates a Status message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Status
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Status;

                /**
                 * Creates a plain object from a Status message. Also converts values to other types if specified.
                 * @param message Status
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Status, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Status to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Status {

                /** Properties of a Status. */
                interface $Properties {

                    /** Status imageId */
                    imageId?: (number|null);

                    /** Status uploadImageId */
                    uploadImageId?: (number|null);

                    /** Status received */
                    received?: (number|null);

                    /** Status goodFrames */
                    goodFrames?: (number|null);

                    /** Status badFrames */
                    badFrames?: (number|null);

                    /** Status inferences */
                    inferences?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Status. */
                type $Shape = retort.link.v1.Status.$Properties;
            }

            /**
             * Properties of a SetBaudRate.
             * @deprecated Use retort.link.v1.SetBaudRate.$Properties instead.
             */
            interface ISetBaudRate extends retort.link.v1.SetBaudRate.$Properties {
            }

            /** Represents a SetBaudRate. */
            class SetBaudRate {

                /**
                 * Constructs a new SetBaudRate.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.SetBaudRate.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetBaudRate cyclesPerBit. */
                cyclesPerBit: number;

                /**
                 * Encodes the specified SetBaudRate message. Does not implicitly {@link retort.link.v1.SetBaudRate.verify|verify} messages.
                 * @param message SetBaudRate message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.SetBaudRate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetBaudRate message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.SetBaudRate & retort.link.v1.SetBaudRate.$Shape} SetBaudRate
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.SetBaudRate & retort.link.v1.SetBaudRate.$Shape;

                /**
                 * Creates a SetBaudRate message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns SetBaudRate
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.SetBaudRate;

                /**
                 * Creates a plain object from a SetBaudRate message. Also converts values to other types if specified.
                 * @param message SetBaudRate
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.SetBaudRate, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this SetBaudRate to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace SetBaudRate {

                /** Properties of a SetBaudRate. */
                interface $Properties {

                    /** SetBaudRate cyclesPerBit */
                    cyclesPerBit?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetBaudRate. */
                type $Shape = retort.link.v1.SetBaudRate.$Properties;
            }

            /**
             * Properties of a BaudRateSet.
             * @deprecated Use retort.link.v1.BaudRateSet.$Properties instead.
             */
            interface IBaudRateSet extends retort.link.v1.BaudRateSet.$Properties {
            }

            /** Represents a BaudRateSet. */
            class BaudRateSet {

                /**
                 * Constructs a new BaudRateSet.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.BaudRateSet.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** BaudRateSet cyclesPerBit. */
                cyclesPerBit: number;

                /**
                 * Encodes the specified BaudRateSet message. Does not implicitly {@link retort.link.v1.BaudRateSet.verify|verify} messages.
                 * @param message BaudRateSet message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.BaudRateSet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a BaudRateSet message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.BaudRateSet & retort.link.v1.BaudRateSet.$Shape} BaudRateSet
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.BaudRateSet & retort.link.v1.BaudRateSet.$Shape;

                /**
                 * Creates a BaudRateSet message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns BaudRateSet
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.BaudRateSet;

                /**
                 * Creates a plain object from a BaudRateSet message. Also converts values to other types if specified.
                 * @param message BaudRateSet
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.BaudRateSet, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this BaudRateSet to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace BaudRateSet {

                /** Properties of a BaudRateSet. */
                interface $Properties {

                    /** BaudRateSet cyclesPerBit */
                    cyclesPerBit?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a BaudRateSet. */
                type $Shape = retort.link.v1.BaudRateSet.$Properties;
            }

            /**
             * Properties of a Begin.
             * @deprecated Use retort.link.v1.Begin.$Properties instead.
             */
            interface IBegin extends retort.link.v1.Begin.$Properties {
            }

            /** Represents a Begin. */
            class Begin {

                /**
                 * Constructs a new Begin.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Begin.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Begin imageId. */
                imageId: number;

                /** Begin length. */
                length: number;

                /** Begin core. */
                core: number;

                /**
                 * Encodes the specified Begin message. Does not implicitly {@link retort.link.v1.Begin.verify|verify} messages.
                 * @param message Begin message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Begin.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Begin message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Begin & retort.link.v1.Begin.$Shape} Begin
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Begin & retort.link.v1.Begin.$Shape;

                /**
                 * Creates a Begin message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Begin
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Begin;

                /**
                 * Creates a plain object from a Begin message. Also converts values to other types if specified.
                 * @param message Begin
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Begin, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Begin to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Begin {

                /** Properties of a Begin. */
                interface $Properties {

                    /** Begin imageId */
                    imageId?: (number|null);

                    /** Begin length */
                    length?: (number|null);

                    /** Begin core */
                    core?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Begin. */
                type $Shape = retort.link.v1.Begin.$Properties;
            }

            /**
             * Properties of a Ready.
             * @deprecated Use retort.link.v1.Ready.$Properties instead.
             */
            interface IReady extends retort.link.v1.Ready.$Properties {
            }

            /** Represents a Ready. */
            class Ready {

                /**
                 * Constructs a new Ready.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Ready.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Ready received. */
                received: number;

                /**
                 * Encodes the specified Ready message. Does not implicitly {@link retort.link.v1.Ready.verify|verify} messages.
                 * @param message Ready message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Ready.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Ready message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Ready & retort.link.v1.Ready.$Shape} Ready
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Ready & retort.link.v1.Ready.$Shape;

                /**
                 * Creates a Ready message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Ready
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Ready;

                /**
                 * Creates a plain object from a Ready message. Also converts values to other types if specified.
                 * @param message Ready
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Ready, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Ready to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Ready {

                /** Properties of a Ready. */
                interface $Properties {

                    /** Ready received */
                    received?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Ready. */
                type $Shape = retort.link.v1.Ready.$Properties;
            }

            /**
             * Properties of a Chunk.
             * @deprecated Use retort.link.v1.Chunk.$Properties instead.
             */
            interface IChunk extends retort.link.v1.Chunk.$Properties {
            }

            /** Represents a Chunk. */
            class Chunk {

                /**
                 * Constructs a new Chunk.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Chunk.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Chunk offset. */
                offset: number;

                /** Chunk data. */
                data: Uint8Array;

                /**
                 * Encodes the specified Chunk message. Does not implicitly {@link retort.link.v1.Chunk.verify|verify} messages.
                 * @param message Chunk message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Chunk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Chunk message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Chunk & retort.link.v1.Chunk.$Shape} Chunk
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Chunk & retort.link.v1.Chunk.$Shape;

                /**
                 * Creates a Chunk message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Chunk
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Chunk;

                /**
                 * Creates a plain object from a Chunk message. Also converts values to other types if specified.
                 * @param message Chunk
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Chunk, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Chunk to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Chunk {

                /** Properties of a Chunk. */
                interface $Properties {

                    /** Chunk offset */
                    offset?: (number|null);

                    /** Chunk data */
                    data?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Chunk. */
                type $Shape = retort.link.v1.Chunk.$Properties;
            }

            /**
             * Properties of a ChunkWritten.
             * @deprecated Use retort.link.v1.ChunkWritten.$Properties instead.
             */
            interface IChunkWritten extends retort.link.v1.ChunkWritten.$Properties {
            }

            /** Represents a ChunkWritten. */
            class ChunkWritten {

                /**
                 * Constructs a new ChunkWritten.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.ChunkWritten.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ChunkWritten offset. */
                offset: number;

                /** ChunkWritten received. */
                received: number;

                /**
                 * Encodes the specified ChunkWritten message. Does not implicitly {@link retort.link.v1.ChunkWritten.verify|verify} messages.
                 * @param message ChunkWritten message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.ChunkWritten.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ChunkWritten message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.ChunkWritten & retort.link.v1.ChunkWritten.$Shape} ChunkWritten
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.ChunkWritten & retort.link.v1.ChunkWritten.$Shape;

                /**
                 * Creates a ChunkWritten message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ChunkWritten
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.ChunkWritten;

                /**
                 * Creates a plain object from a ChunkWritten message. Also converts values to other types if specified.
                 * @param message ChunkWritten
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.ChunkWritten, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ChunkWritten to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace ChunkWritten {

                /** Properties of a ChunkWritten. */
                interface $Properties {

                    /** ChunkWritten offset */
                    offset?: (number|null);

                    /** ChunkWritten received */
                    received?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ChunkWritten. */
                type $Shape = retort.link.v1.ChunkWritten.$Properties;
            }

            /**
             * Properties of a Commit.
             * @deprecated Use retort.link.v1.Commit.$Properties instead.
             */
            interface ICommit extends retort.link.v1.Commit.$Properties {
            }

            /** Represents a Commit. */
            class Commit {

                /**
                 * Constructs a new Commit.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Commit.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Commit imageId. */
                imageId: number;

                /** Commit crc. */
                crc: number;

                /**
                 * Encodes the specified Commit message. Does not implicitly {@link retort.link.v1.Commit.verify|verify} messages.
                 * @param message Commit message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Commit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Commit message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Commit & retort.link.v1.Commit.$Shape} Commit
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Commit & retort.link.v1.Commit.$Shape;

                /**
                 * Creates a Commit message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Commit
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Commit;

                /**
                 * Creates a plain object from a Commit message. Also converts values to other types if specified.
                 * @param message Commit
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Commit, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Commit to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Commit {

                /** Properties of a Commit. */
                interface $Properties {

                    /** Commit imageId */
                    imageId?: (number|null);

                    /** Commit crc */
                    crc?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Commit. */
                type $Shape = retort.link.v1.Commit.$Properties;
            }

            /**
             * Properties of a Committed.
             * @deprecated Use retort.link.v1.Committed.$Properties instead.
             */
            interface ICommitted extends retort.link.v1.Committed.$Properties {
            }

            /** Represents a Committed. */
            class Committed {

                /**
                 * Constructs a new Committed.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Committed.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Committed imageId. */
                imageId: number;

                /** Committed cycles. */
                cycles: number;

                /**
                 * Encodes the specified Committed message. Does not implicitly {@link retort.link.v1.Committed.verify|verify} messages.
                 * @param message Committed message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Committed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Committed message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Committed & retort.link.v1.Committed.$Shape} Committed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Committed & retort.link.v1.Committed.$Shape;

                /**
                 * Creates a Committed message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Committed
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Committed;

                /**
                 * Creates a plain object from a Committed message. Also converts values to other types if specified.
                 * @param message Committed
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Committed, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Committed to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Committed {

                /** Properties of a Committed. */
                interface $Properties {

                    /** Committed imageId */
                    imageId?: (number|null);

                    /** Committed cycles */
                    cycles?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Committed. */
                type $Shape = retort.link.v1.Committed.$Properties;
            }

            /**
             * Properties of an Infer.
             * @deprecated Use retort.link.v1.Infer.$Properties instead.
             */
            interface IInfer extends retort.link.v1.Infer.$Properties {
            }

            /** Represents an Infer. */
            class Infer {

                /**
                 * Constructs a new Infer.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Infer.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Infer offset. */
                offset: number;

                /** Infer more. */
                more: number;

                /** Infer stopAfter. */
                stopAfter: number;

                /** Infer input. */
                input: Uint8Array;

                /**
                 * Encodes the specified Infer message. Does not implicitly {@link retort.link.v1.Infer.verify|verify} messages.
                 * @param message Infer message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Infer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Infer message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Infer & retort.link.v1.Infer.$Shape} Infer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Infer & retort.link.v1.Infer.$Shape;

                /**
                 * Creates an Infer message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Infer
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Infer;

                /**
                 * Creates a plain object from an Infer message. Also converts values to other types if specified.
                 * @param message Infer
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Infer, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Infer to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Infer {

                /** Properties of an Infer. */
                interface $Properties {

                    /** Infer offset */
                    offset?: (number|null);

                    /** Infer more */
                    more?: (number|null);

                    /** Infer stopAfter */
                    stopAfter?: (number|null);

                    /** Infer input */
                    input?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Infer. */
                type $Shape = retort.link.v1.Infer.$Properties;
            }

            /**
             * Properties of a Prediction.
             * @deprecated Use retort.link.v1.Prediction.$Properties instead.
             */
            interface IPrediction extends retort.link.v1.Prediction.$Properties {
            }

            /** Represents a Prediction. */
            class Prediction {

                /**
                 * Constructs a new Prediction.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Prediction.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Prediction label. */
                label: number;

                /** Prediction cycles. */
                cycles: number;

                /** Prediction logits. */
                logits: Uint8Array;

                /**
                 * Encodes the specified Prediction message. Does not implicitly {@link retort.link.v1.Prediction.verify|verify} messages.
                 * @param message Prediction message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Prediction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Prediction message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Prediction & retort.link.v1.Prediction.$Shape} Prediction
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Prediction & retort.link.v1.Prediction.$Shape;

                /**
                 * Creates a Prediction message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Prediction
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Prediction;

                /**
                 * Creates a plain object from a Prediction message. Also converts values to other types if specified.
                 * @param message Prediction
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Prediction, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Prediction to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Prediction {

                /** Properties of a Prediction. */
                interface $Properties {

                    /** Prediction label */
                    label?: (number|null);

                    /** Prediction cycles */
                    cycles?: (number|null);

                    /** Prediction logits */
                    logits?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Prediction. */
                type $Shape = retort.link.v1.Prediction.$Properties;
            }

            /**
             * Properties of a RangeCrc.
             * @deprecated Use retort.link.v1.RangeCrc.$Properties instead.
             */
            interface IRangeCrc extends retort.link.v1.RangeCrc.$Properties {
            }

            /** Represents a RangeCrc. */
            class RangeCrc {

                /**
                 * Constructs a new RangeCrc.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.RangeCrc.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RangeCrc address. */
                address: number;

                /** RangeCrc length. */
                length: number;

                /**
                 * Encodes the specified RangeCrc message. Does not implicitly {@link retort.link.v1.RangeCrc.verify|verify} messages.
                 * @param message RangeCrc message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.RangeCrc.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RangeCrc message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.RangeCrc & retort.link.v1.RangeCrc.$Shape} RangeCrc
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.RangeCrc & retort.link.v1.RangeCrc.$Shape;

                /**
                 * Creates a RangeCrc message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RangeCrc
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.RangeCrc;

                /**
                 * Creates a plain object from a RangeCrc message. Also converts values to other types if specified.
                 * @param message RangeCrc
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.RangeCrc, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RangeCrc to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace RangeCrc {

                /** Properties of a RangeCrc. */
                interface $Properties {

                    /** RangeCrc address */
                    address?: (number|null);

                    /** RangeCrc length */
                    length?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RangeCrc. */
                type $Shape = retort.link.v1.RangeCrc.$Properties;
            }

            /**
             * Properties of a RangeCrcValue.
             * @deprecated Use retort.link.v1.RangeCrcValue.$Properties instead.
             */
            interface IRangeCrcValue extends retort.link.v1.RangeCrcValue.$Properties {
            }

            /** Represents a RangeCrcValue. */
            class RangeCrcValue {

                /**
                 * Constructs a new RangeCrcValue.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.RangeCrcValue.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RangeCrcValue crc. */
                crc: number;

                /**
                 * Encodes the specified RangeCrcValue message. Does not implicitly {@link retort.link.v1.RangeCrcValue.verify|verify} messages.
                 * @param message RangeCrcValue message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.RangeCrcValue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RangeCrcValue message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.RangeCrcValue & retort.link.v1.RangeCrcValue.$Shape} RangeCrcValue
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.RangeCrcValue & retort.link.v1.RangeCrcValue.$Shape;

                /**
                 * Creates a RangeCrcValue message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RangeCrcValue
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.RangeCrcValue;

                /**
                 * Creates a plain object from a RangeCrcValue message. Also converts values to other types if specified.
                 * @param message RangeCrcValue
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.RangeCrcValue, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RangeCrcValue to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace RangeCrcValue {

                /** Properties of a RangeCrcValue. */
                interface $Properties {

                    /** RangeCrcValue crc */
                    crc?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RangeCrcValue. */
                type $Shape = retort.link.v1.RangeCrcValue.$Properties;
            }

            /**
             * Properties of a ReadMemory.
             * @deprecated Use retort.link.v1.ReadMemory.$Properties instead.
             */
            interface IReadMemory extends retort.link.v1.ReadMemory.$Properties {
            }

            /** Represents a ReadMemory. */
            class ReadMemory {

                /**
                 * Constructs a new ReadMemory.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.ReadMemory.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReadMemory address. */
                address: number;

                /** ReadMemory length. */
                length: number;

                /**
                 * Encodes the specified ReadMemory message. Does not implicitly {@link retort.link.v1.ReadMemory.verify|verify} messages.
                 * @param message ReadMemory message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.ReadMemory.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReadMemory message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.ReadMemory & retort.link.v1.ReadMemory.$Shape} ReadMemory
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.ReadMemory & retort.link.v1.ReadMemory.$Shape;

                /**
                 * Creates a ReadMemory message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ReadMemory
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.ReadMemory;

                /**
                 * Creates a plain object from a ReadMemory message. Also converts values to other types if specified.
                 * @param message ReadMemory
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.ReadMemory, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ReadMemory to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace ReadMemory {

                /** Properties of a ReadMemory. */
                interface $Properties {

                    /** ReadMemory address */
                    address?: (number|null);

                    /** ReadMemory length */
                    length?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReadMemory. */
                type $Shape = retort.link.v1.ReadMemory.$Properties;
            }

            /**
             * Properties of a Memory.
             * @deprecated Use retort.link.v1.Memory.$Properties instead.
             */
            interface IMemory extends retort.link.v1.Memory.$Properties {
            }

            /** Represents a Memory. */
            class Memory {

                /**
                 * Constructs a new Memory.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Memory.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Memory data. */
                data: Uint8Array;

                /**
                 * Encodes the specified Memory message. Does not implicitly {@link retort.link.v1.Memory.verify|verify} messages.
                 * @param message Memory message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Memory.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Memory message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Memory & retort.link.v1.Memory.$Shape} Memory
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Memory & retort.link.v1.Memory.$Shape;

                /**
                 * Creates a Memory message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Memory
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Memory;

                /**
                 * Creates a plain object from a Memory message. Also converts values to other types if specified.
                 * @param message Memory
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Memory, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Memory to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Memory {

                /** Properties of a Memory. */
                interface $Properties {

                    /** Memory data */
                    data?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Memory. */
                type $Shape = retort.link.v1.Memory.$Properties;
            }

            /**
             * Properties of an Abort.
             * @deprecated Use retort.link.v1.Abort.$Properties instead.
             */
            interface IAbort extends retort.link.v1.Abort.$Properties {
            }

            /** Represents an Abort. */
            class Abort {

                /**
                 * Constructs a new Abort.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Abort.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified Abort message. Does not implicitly {@link retort.link.v1.Abort.verify|verify} messages.
                 * @param message Abort message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Abort.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Abort message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Abort & retort.link.v1.Abort.$Shape} Abort
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Abort & retort.link.v1.Abort.$Shape;

                /**
                 * Creates an Abort message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Abort
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Abort;

                /**
                 * Creates a plain object from an Abort message. Also converts values to other types if specified.
                 * @param message Abort
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Abort, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Abort to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Abort {

                /** Properties of an Abort. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Abort. */
                type $Shape = retort.link.v1.Abort.$Properties;
            }

            /**
             * Properties of an Aborted.
             * @deprecated Use retort.link.v1.Aborted.$Properties instead.
             */
            interface IAborted extends retort.link.v1.Aborted.$Properties {
            }

            /** Represents an Aborted. */
            class Aborted {

                /**
                 * Constructs a new Aborted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Aborted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Aborted ended. */
                ended: number;

                /**
                 * Encodes the specified Aborted message. Does not implicitly {@link retort.link.v1.Aborted.verify|verify} messages.
                 * @param message Aborted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Aborted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Aborted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Aborted & retort.link.v1.Aborted.$Shape} Aborted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Aborted & retort.link.v1.Aborted.$Shape;

                /**
                 * Creates an Aborted message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Aborted
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Aborted;

                /**
                 * Creates a plain object from an Aborted message. Also converts values to other types if specified.
                 * @param message Aborted
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Aborted, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Aborted to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Aborted {

                /** Properties of an Aborted. */
                interface $Properties {

                    /** Aborted ended */
                    ended?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Aborted. */
                type $Shape = retort.link.v1.Aborted.$Properties;
            }

            /** ErrorCode enum. */
            enum ErrorCode {

                /** ERROR_CODE_UNSPECIFIED value */
                ERROR_CODE_UNSPECIFIED = 0,

                /** ERROR_CODE_UNKNOWN_COMMAND value */
                ERROR_CODE_UNKNOWN_COMMAND = 1,

                /** ERROR_CODE_MALFORMED value */
                ERROR_CODE_MALFORMED = 2,

                /** ERROR_CODE_WRONG_CORE value */
                ERROR_CODE_WRONG_CORE = 3,

                /** ERROR_CODE_TOO_LARGE value */
                ERROR_CODE_TOO_LARGE = 4,

                /** ERROR_CODE_NO_UPLOAD value */
                ERROR_CODE_NO_UPLOAD = 5,

                /** ERROR_CODE_BAD_RANGE value */
                ERROR_CODE_BAD_RANGE = 6,

                /** ERROR_CODE_CRC_MISMATCH value */
                ERROR_CODE_CRC_MISMATCH = 7,

                /** ERROR_CODE_NO_IMAGE value */
                ERROR_CODE_NO_IMAGE = 8,

                /** ERROR_CODE_INPUT_GAP value */
                ERROR_CODE_INPUT_GAP = 9,

                /** ERROR_CODE_INPUT_LENGTH value */
                ERROR_CODE_INPUT_LENGTH = 10,

                /** ERROR_CODE_BUSY value */
                ERROR_CODE_BUSY = 11,

                /** ERROR_CODE_BAD_DIVISOR value */
                ERROR_CODE_BAD_DIVISOR = 12,

                /** ERROR_CODE_BAD_PROGRAM value */
                ERROR_CODE_BAD_PROGRAM = 13,

                /** ERROR_CODE_CYCLE_LIMIT value */
                ERROR_CODE_CYCLE_LIMIT = 14
            }

            /**
             * Properties of an Error.
             * @deprecated Use retort.link.v1.Error.$Properties instead.
             */
            interface IError extends retort.link.v1.Error.$Properties {
            }

            /** Represents an Error. */
            class Error {

                /**
                 * Constructs a new Error.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.link.v1.Error.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Error code. */
                code: retort.link.v1.ErrorCode;

                /** Error detail. */
                detail: number;

                /**
                 * Encodes the specified Error message. Does not implicitly {@link retort.link.v1.Error.verify|verify} messages.
                 * @param message Error message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.link.v1.Error.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Error message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.link.v1.Error & retort.link.v1.Error.$Shape} Error
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.link.v1.Error & retort.link.v1.Error.$Shape;

                /**
                 * Creates an Error message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Error
                 */
                static fromObject(object: { [k: string]: any }): retort.link.v1.Error;

                /**
                 * Creates a plain object from an Error message. Also converts values to other types if specified.
                 * @param message Error
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.link.v1.Error, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Error to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Error {

                /** Properties of an Error. */
                interface $Properties {

                    /** Error code */
                    code?: (retort.link.v1.ErrorCode|null);

                    /** Error detail */
                    detail?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Error. */
                type $Shape = retort.link.v1.Error.$Properties;
            }
        }
    }

    /** Namespace image. */
    namespace image {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a StudentImage.
             * @deprecated Use retort.image.v1.StudentImage.$Properties instead.
             */
            interface IStudentImage extends retort.image.v1.StudentImage.$Properties {
            }

            /** Represents a StudentImage. */
            class StudentImage {

                /**
                 * Constructs a new StudentImage.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.image.v1.StudentImage.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StudentImage magic. */
                magic: number;

                /** StudentImage formatMajor. */
                formatMajor: number;

                /** StudentImage formatMinor. */
                formatMinor: number;

                /** StudentImage core. */
                core: number;

                /** StudentImage name. */
                name: string;

                /** StudentImage payload. */
                payload: Uint8Array;

                /** StudentImage payloadCrc. */
                payloadCrc: number;

                /** StudentImage segments. */
                segments: retort.image.v1.Segment.$Properties[];

                /** StudentImage memory. */
                memory?: (retort.image.v1.MemoryPlan.$Properties|null);

                /** StudentImage layers. */
                layers: retort.image.v1.Layer.$Properties[];

                /** StudentImage input. */
                input?: (retort.image.v1.Input.$Properties|null);

                /** StudentImage labels. */
                labels: string[];

                /** StudentImage logitsQuantization. */
                logitsQuantization?: (retort.image.v1.Quantization.$Properties|null);

                /** StudentImage provenance. */
                provenance?: (retort.image.v1.Provenance.$Properties|null);

                /** StudentImage network. */
                network: Uint8Array;

                /** StudentImage head. */
                head?: (retort.image.v1.Head.$Properties|null);

                /** StudentImage edges. */
                edges?: (retort.image.v1.Edges.$Properties|null);

                /** StudentImage cycleLimit. */
                cycleLimit: number;

                /** StudentImage sharedWeights. */
                sharedWeights: retort.image.v1.SharedWeights.$Properties[];

                /** StudentImage imageId. */
                imageId: number;

                /**
                 * Encodes the specified StudentImage message. Does not implicitly {@link retort.image.v1.StudentImage.verify|verify} messages.
                 * @param message StudentImage message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.image.v1.StudentImage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StudentImage message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.image.v1.StudentImage & retort.image.v1.StudentImage.$Shape} StudentImage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.image.v1.StudentImage & retort.image.v1.StudentImage.$Shape;

                /**
                 * Creates a StudentImage message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns StudentImage
                 */
                static fromObject(object: { [k: string]: any }): retort.image.v1.StudentImage;

                /**
                 * Creates a plain object from a StudentImage message. Also converts values to other types if specified.
                 * @param message StudentImage
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.image.v1.StudentImage, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this StudentImage to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace StudentImage {

                /** Properties of a StudentImage. */
                interface $Properties {

                    /** StudentImage magic */
                    magic?: (number|null);

                    /** StudentImage formatMajor */
                    formatMajor?: (number|null);

                    /** StudentImage formatMinor */
                    formatMinor?: (number|null);

                    /** StudentImage core */
                    core?: (number|null);

                    /** StudentImage name */
                    name?: (string|null);

                    /** StudentImage payload */
                    payload?: (Uint8Array|null);

                    /** StudentImage payloadCrc */
                    payloadCrc?: (number|null);

                    /** StudentImage segments */
                    segments?: (retort.image.v1.Segment.$Properties[]|null);

                    /** StudentImage memory */
                    memory?: (retort.image.v1.MemoryPlan.$Properties|null);

                    /** StudentImage layers */
                    layers?: (retort.image.v1.Layer.$Properties[]|null);

                    /** StudentImage input */
                    input?: (retort.image.v1.Input.$Properties|null);

                    /** StudentImage labels */
                    labels?: (string[]|null);

                    /** StudentImage logitsQuantization */
                    logitsQuantization?: (retort.image.v1.Quantization.$Properties|null);

                    /** StudentImage provenance */
                    provenance?: (retort.image.v1.Provenance.$Properties|null);

                    /** StudentImage network */
                    network?: (Uint8Array|null);

                    /** StudentImage head */
                    head?: (retort.image.v1.Head.$Properties|null);

                    /** StudentImage edges */
                    edges?: (retort.image.v1.Edges.$Properties|null);

                    /** StudentImage cycleLimit */
                    cycleLimit?: (number|null);

                    /** StudentImage sharedWeights */
                    sharedWeights?: (retort.image.v1.SharedWeights.$Properties[]|null);

                    /** StudentImage imageId */
                    imageId?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StudentImage. */
                type $Shape = retort.image.v1.StudentImage.$Properties;
            }

            /**
             * Properties of a SharedWeights.
             * @deprecated Use retort.image.v1.SharedWeights.$Properties instead.
             */
            interface ISharedWeights extends retort.image.v1.SharedWeights.$Properties {
            }

            /** Represents a SharedWeights. */
            class SharedWeights {

                /**
                 * Constructs a new SharedWeights.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.image.v1.SharedWeights.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SharedWeights operation. */
                operation: string;

                /** SharedWeights address. */
                address: number;

                /** SharedWeights filters. */
                filters: number;

                /** SharedWeights taps. */
                taps: number;

                /** SharedWeights channels. */
                channels: number;

                /** SharedWeights tapPitch. */
                tapPitch: number;

                /** SharedWeights groupPitch. */
                groupPitch: number;

                /**
                 * Encodes the specified SharedWeights message. Does not implicitly {@link retort.image.v1.SharedWeights.verify|verify} messages.
                 * @param message SharedWeights message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.image.v1.SharedWeights.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SharedWeights message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.image.v1.SharedWeights & retort.image.v1.SharedWeights.$Shape} SharedWeights
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.image.v1.SharedWeights & retort.image.v1.SharedWeights.$Shape;

                /**
                 * Creates a SharedWeights message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns SharedWeights
                 */
                static fromObject(object: { [k: string]: any }): retort.image.v1.SharedWeights;

                /**
                 * Creates a plain object from a SharedWeights message. Also converts values to other types if specified.
                 * @param message SharedWeights
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.image.v1.SharedWeights, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this SharedWeights to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace SharedWeights {

                /** Properties of a SharedWeights. */
                interface $Properties {

                    /** SharedWeights operation */
                    operation?: (string|null);

                    /** SharedWeights address */
                    address?: (number|null);

                    /** SharedWeights filters */
                    filters?: (number|null);

                    /** SharedWeights taps */
                    taps?: (number|null);

                    /** SharedWeights channels */
                    channels?: (number|null);

                    /** SharedWeights tapPitch */
                    tapPitch?: (number|null);

                    /** SharedWeights groupPitch */
                    groupPitch?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SharedWeights. */
                type $Shape = retort.image.v1.SharedWeights.$Properties;
            }

            /**
             * Properties of a Segment.
             * @deprecated Use retort.image.v1.Segment.$Properties instead.
             */
            interface ISegment extends retort.image.v1.Segment.$Properties {
            }

            /** Represents a Segment. */
            class Segment {

                /**
                 * Constructs a new Segment.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.image.v1.Segment.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Segment kind. */
                kind: retort.image.v1.Segment.Kind;

                /** Segment layer. */
                layer: string;

                /** Segment address. */
                address: number;

                /** Segment length. */
                length: number;

                /**
                 * Encodes the specified Segment message. Does not implicitly {@link retort.image.v1.Segment.verify|verify} messages.
                 * @param message Segment message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.image.v1.Segment.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Segment message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.image.v1.Segment & retort.image.v1.Segment.$Shape} Segment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.image.v1.Segment & retort.image.v1.Segment.$Shape;

                /**
                 * Creates a Segment message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Segment
                 */
                static fromObject(object: { [k: string]: any }): retort.image.v1.Segment;

                /**
                 * Creates a plain object from a Segment message. Also converts values to other types if specified.
                 * @param message Segment
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.image.v1.Segment, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Segment to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Segment {

                /** Properties of a Segment. */
                interface $Properties {

                    /** Segment kind */
                    kind?: (retort.image.v1.Segment.Kind|null);

                    /** Segment layer */
                    layer?: (string|null);

                    /** Segment address */
                    address?: (number|null);

                    /** Segment length */
                    length?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Segment. */
                type $Shape = retort.image.v1.Segment.$Properties;

                /** Kind enum. */
                enum Kind {

                    /** KIND_UNSPECIFIED value */
                    KIND_UNSPECIFIED = 0,

                    /** KIND_HEADER value */
                    KIND_HEADER = 1,

                    /** KIND_PROGRAM value */
                    KIND_PROGRAM = 2,

                    /** KIND_PARAMETERS value */
                    KIND_PARAMETERS = 3,

                    /** KIND_WEIGHTS value */
                    KIND_WEIGHTS = 4,

                    /** KIND_TABLES value */
                    KIND_TABLES = 5
                }
            }

            /**
             * Properties of a MemoryPlan.
             * @deprecated Use retort.image.v1.MemoryPlan.$Properties instead.
             */
            interface IMemoryPlan extends retort.image.v1.MemoryPlan.$Properties {
            }

            /** Represents a MemoryPlan. */
            class MemoryPlan {

                /**
                 * Constructs a new MemoryPlan.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.image.v1.MemoryPlan.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** MemoryPlan bytesNeeded. */
                bytesNeeded: number;

                /** MemoryPlan inputAddress. */
                inputAddress: number;

                /** MemoryPlan inputBytes. */
                inputBytes: number;

                /** MemoryPlan slotPitch. */
                slotPitch: number;

                /** MemoryPlan slotCount. */
                slotCount: number;

                /** MemoryPlan logitsAddress. */
                logitsAddress: number;

                /** MemoryPlan logitsCount. */
                logitsCount: number;

                /** MemoryPlan activations. */
                activations: retort.image.v1.Activation.$Properties[];

                /** MemoryPlan inputBits. */
                inputBits: number;

                /**
                 * Encodes the specified MemoryPlan message. Does not implicitly {@link retort.image.v1.MemoryPlan.verify|verify} messages.
                 * @param message MemoryPlan message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.image.v1.MemoryPlan.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MemoryPlan message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.image.v1.MemoryPlan & retort.image.v1.MemoryPlan.$Shape} MemoryPlan
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.image.v1.MemoryPlan & retort.image.v1.MemoryPlan.$Shape;

                /**
                 * Creates a MemoryPlan message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns MemoryPlan
                 */
                static fromObject(object: { [k: string]: any }): retort.image.v1.MemoryPlan;

                /**
                 * Creates a plain object from a MemoryPlan message. Also converts values to other types if specified.
                 * @param message MemoryPlan
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.image.v1.MemoryPlan, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this MemoryPlan to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace MemoryPlan {

                /** Properties of a MemoryPlan. */
                interface $Properties {

                    /** MemoryPlan bytesNeeded */
                    bytesNeeded?: (number|null);

                    /** MemoryPlan inputAddress */
                    inputAddress?: (number|null);

                    /** MemoryPlan inputBytes */
                    inputBytes?: (number|null);

                    /** MemoryPlan slotPitch */
                    slotPitch?: (number|null);

                    /** MemoryPlan slotCount */
                    slotCount?: (number|null);

                    /** MemoryPlan logitsAddress */
                    logitsAddress?: (number|null);

                    /** MemoryPlan logitsCount */
                    logitsCount?: (number|null);

                    /** MemoryPlan activations */
                    activations?: (retort.image.v1.Activation.$Properties[]|null);

                    /** MemoryPlan inputBits */
                    inputBits?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a MemoryPlan. */
                type $Shape = retort.image.v1.MemoryPlan.$Properties;
            }

            /**
             * Properties of an Activation.
             * @deprecated Use retort.image.v1.Activation.$Properties instead.
             */
            interface IActivation extends retort.image.v1.Activation.$Properties {
            }

            /** Represents an Activation. */
            class Activation {

                /**
                 * Constructs a new Activation.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.image.v1.Activation.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Activation tensor. */
                tensor: string;

                /** Activation address. */
                address: number;

                /** Activation length. */
                length: number;

                /** Activation firstLayer. */
                firstLayer: number;

                /** Activation lastLayer. */
                lastLayer: number;

                /**
                 * Encodes the specified Activation message. Does not implicitly {@link retort.image.v1.Activation.verify|verify} messages.
                 * @param message Activation message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.image.v1.Activation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Activation message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.image.v1.Activation & retort.image.v1.Activation.$Shape} Activation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.image.v1.Activation & retort.image.v1.Activation.$Shape;

                /**
                 * Creates an Activation message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Activation
                 */
                static fromObject(object: { [k: string]: any }): retort.image.v1.Activation;

                /**
                 * Creates a plain object from an Activation message. Also converts values to other types if specified.
                 * @param message Activation
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.image.v1.Activation, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Activation to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Activation {

                /** Properties of an Activation. */
                interface $Properties {

                    /** Activation tensor */
                    tensor?: (string|null);

                    /** Activation address */
                    address?: (number|null);

                    /** Activation length */
                    length?: (number|null);

                    /** Activation firstLayer */
                    firstLayer?: (number|null);

                    /** Activation lastLayer */
                    lastLayer?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Activation. */
                type $Shape = retort.image.v1.Activation.$Properties;
            }

            /**
             * Properties of a Layer.
             * @deprecated Use retort.image.v1.Layer.$Properties instead.
             */
            interface ILayer extends retort.image.v1.Layer.$Properties {
            }

            /** Represents a Layer. */
            class Layer {

                /**
                 * Constructs a new Layer.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.image.v1.Layer.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Layer name. */
                name: string;

                /** Layer operator. */
                operator: string;

                /** Layer descriptorIndex. */
                descriptorIndex: number;

                /** Layer outputAddress. */
                outputAddress: number;

                /** Layer shape. */
                shape: number[];

                /** Layer paddedChannels. */
                paddedChannels: number;

                /** Layer quantization. */
                quantization?: (retort.image.v1.Quantization.$Properties|null);

                /** Layer macs. */
                macs: number;

                /** Layer weightBytes. */
                weightBytes: number;

                /** Layer parameterBytes. */
                parameterBytes: number;

                /** Layer tensor. */
                tensor: string;

                /**
                 * Encodes the specified Layer message. Does not implicitly {@link retort.image.v1.Layer.verify|verify} messages.
                 * @param message Layer message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.image.v1.Layer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Layer message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.image.v1.Layer & retort.image.v1.Layer.$Shape} Layer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.image.v1.Layer & retort.image.v1.Layer.$Shape;

                /**
                 * Creates a Layer message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Layer
                 */
                static fromObject(object: { [k: string]: any }): retort.image.v1.Layer;

                /**
                 * Creates a plain object from a Layer message. Also converts values to other types if specified.
                 * @param message Layer
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.image.v1.Layer, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Layer to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Layer {

                /** Properties of a Layer. */
                interface $Properties {

                    /** Layer name */
                    name?: (string|null);

                    /** Layer operator */
                    operator?: (string|null);

                    /** Layer descriptorIndex */
                    descriptorIndex?: (number|null);

                    /** Layer outputAddress */
                    outputAddress?: (number|null);

                    /** Layer shape */
                    shape?: (number[]|null);

                    /** Layer paddedChannels */
                    paddedChannels?: (number|null);

                    /** Layer quantization */
                    quantization?: (retort.image.v1.Quantization.$Properties|null);

                    /** Layer macs */
                    macs?: (number|null);

                    /** Layer weightBytes */
                    weightBytes?: (number|null);

                    /** Layer parameterBytes */
                    parameterBytes?: (number|null);

                    /** Layer tensor */
                    tensor?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Layer. */
                type $Shape = retort.image.v1.Layer.$Properties;
            }

            /**
             * Properties of a Quantization.
             * @deprecated Use retort.image.v1.Quantization.$Properties instead.
             */
            interface IQuantization extends retort.image.v1.Quantization.$Properties {
            }

            /** Represents a Quantization. */
            class Quantization {

                /**
                 * Constructs a new Quantization.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.image.v1.Quantization.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Quantization scale. */
                scale: number;

                /** Quantization zeroPoint. */
                zeroPoint: number;

                /**
                 * Encodes the specified Quantization message. Does not implicitly {@link retort.image.v1.Quantization.verify|verify} messages.
                 * @param message Quantization message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.image.v1.Quantization.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Quantization message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.image.v1.Quantization & retort.image.v1.Quantization.$Shape} Quantization
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.image.v1.Quantization & retort.image.v1.Quantization.$Shape;

                /**
                 * Creates a Quantization message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Quantization
                 */
                static fromObject(object: { [k: string]: any }): retort.image.v1.Quantization;

                /**
                 * Creates a plain object from a Quantization message. Also converts values to other types if specified.
                 * @param message Quantization
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.image.v1.Quantization, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Quantization to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Quantization {

                /** Properties of a Quantization. */
                interface $Properties {

                    /** Quantization scale */
                    scale?: (number|null);

                    /** Quantization zeroPoint */
                    zeroPoint?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Quantization. */
                type $Shape = retort.image.v1.Quantization.$Properties;
            }

            /**
             * Properties of a Head.
             * @deprecated Use retort.image.v1.Head.$Properties instead.
             */
            interface IHead extends retort.image.v1.Head.$Properties {
            }

            /** Represents a Head. */
            class Head {

                /**
                 * Constructs a new Head.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.image.v1.Head.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Head kind. */
                kind: retort.image.v1.Head.Kind;

                /** Head output. */
                output: retort.image.v1.Head.Output;

                /** Head shape. */
                shape: number[];

                /** Head softmaxBeta. */
                softmaxBeta?: (number|null);

                /**
                 * Encodes the specified Head message. Does not implicitly {@link retort.image.v1.Head.verify|verify} messages.
                 * @param message Head message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.image.v1.Head.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Head message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.image.v1.Head & retort.image.v1.Head.$Shape} Head
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.image.v1.Head & retort.image.v1.Head.$Shape;

                /**
                 * Creates a Head message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Head
                 */
                static fromObject(object: { [k: string]: any }): retort.image.v1.Head;

                /**
                 * Creates a plain object from a Head message. Also converts values to other types if specified.
                 * @param message Head
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.image.v1.Head, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Head to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Head {

                /** Properties of a Head. */
                interface $Properties {

                    /** Head kind */
                    kind?: (retort.image.v1.Head.Kind|null);

                    /** Head output */
                    output?: (retort.image.v1.Head.Output|null);

                    /** Head shape */
                    shape?: (number[]|null);

                    /** Head softmaxBeta */
                    softmaxBeta?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Head. */
                type $Shape = retort.image.v1.Head.$Properties;

                /** Kind enum. */
                enum Kind {

                    /** KIND_UNSPECIFIED value */
                    KIND_UNSPECIFIED = 0,

                    /** KIND_SOFTMAX value */
                    KIND_SOFTMAX = 1,

                    /** KIND_BINARY value */
                    KIND_BINARY = 2,

                    /** KIND_MULTI_LABEL value */
                    KIND_MULTI_LABEL = 3,

                    /** KIND_VALUES value */
                    KIND_VALUES = 4
                }

                /** Output enum. */
                enum Output {

                    /** OUTPUT_UNSPECIFIED value */
                    OUTPUT_UNSPECIFIED = 0,

                    /** OUTPUT_LOGITS value */
                    OUTPUT_LOGITS = 1,

                    /** OUTPUT_PROBABILITIES value */
                    OUTPUT_PROBABILITIES = 2,

                    /** OUTPUT_VALUES value */
                    OUTPUT_VALUES = 3
                }
            }

            /**
             * Properties of an Edges.
             * @deprecated Use retort.image.v1.Edges.$Properties instead.
             */
            interface IEdges extends retort.image.v1.Edges.$Properties {
            }

            /** Represents an Edges. */
            class Edges {

                /**
                 * Constructs a new Edges.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.image.v1.Edges.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Edges input. */
                input?: (retort.image.v1.Edge.$Properties|null);

                /** Edges output. */
                output?: (retort.image.v1.Edge.$Properties|null);

                /**
                 * Encodes the specified Edges message. Does not implicitly {@link retort.image.v1.Edges.verify|verify} messages.
                 * @param message Edges message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.image.v1.Edges.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Edges message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.image.v1.Edges & retort.image.v1.Edges.$Shape} Edges
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.image.v1.Edges & retort.image.v1.Edges.$Shape;

                /**
                 * Creates an Edges message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Edges
                 */
                static fromObject(object: { [k: string]: any }): retort.image.v1.Edges;

                /**
                 * Creates a plain object from an Edges message. Also converts values to other types if specified.
                 * @param message Edges
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.image.v1.Edges, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Edges to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Edges {

                /** Properties of an Edges. */
                interface $Properties {

                    /** Edges input */
                    input?: (retort.image.v1.Edge.$Properties|null);

                    /** Edges output */
                    output?: (retort.image.v1.Edge.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Edges. */
                type $Shape = retort.image.v1.Edges.$Properties;
            }

            /**
             * Properties of an Edge.
             * @deprecated Use retort.image.v1.Edge.$Properties instead.
             */
            interface IEdge extends retort.image.v1.Edge.$Properties {
            }

            /** Represents an Edge. */
            class Edge {

                /**
                 * Constructs a new Edge.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.image.v1.Edge.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Edge type. */
                type: retort.image.v1.Edge.Type;

                /** Edge scale. */
                scale: number;

                /** Edge zeroPoint. */
                zeroPoint: number;

                /**
                 * Encodes the specified Edge message. Does not implicitly {@link retort.image.v1.Edge.verify|verify} messages.
                 * @param message Edge message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.image.v1.Edge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Edge message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.image.v1.Edge & retort.image.v1.Edge.$Shape} Edge
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.image.v1.Edge & retort.image.v1.Edge.$Shape;

                /**
                 * Creates an Edge message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Edge
                 */
                static fromObject(object: { [k: string]: any }): retort.image.v1.Edge;

                /**
                 * Creates a plain object from an Edge message. Also converts values to other types if specified.
                 * @param message Edge
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.image.v1.Edge, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Edge to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Edge {

                /** Properties of an Edge. */
                interface $Properties {

                    /** Edge type */
                    type?: (retort.image.v1.Edge.Type|null);

                    /** Edge scale */
                    scale?: (number|null);

                    /** Edge zeroPoint */
                    zeroPoint?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Edge. */
                type $Shape = retort.image.v1.Edge.$Properties;

                /** Type enum. */
                enum Type {

                    /** TYPE_UNSPECIFIED value */
                    TYPE_UNSPECIFIED = 0,

                    /** TYPE_INT8 value */
                    TYPE_INT8 = 1,

                    /** TYPE_UINT8 value */
                    TYPE_UINT8 = 2,

                    /** TYPE_FLOAT32 value */
                    TYPE_FLOAT32 = 3
                }
            }

            /**
             * Properties of an Input.
             * @deprecated Use retort.image.v1.Input.$Properties instead.
             */
            interface IInput extends retort.image.v1.Input.$Properties {
            }

            /** Represents an Input. */
            class Input {

                /**
                 * Constructs a new Input.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.image.v1.Input.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Input shape. */
                shape: number[];

                /** Input layout. */
                layout: retort.image.v1.Input.Layout;

                /** Input quantization. */
                quantization?: (retort.image.v1.Quantization.$Properties|null);

                /** Input pixelScale. */
                pixelScale: number;

                /** Input pixelOffset. */
                pixelOffset: number;

                /** Input words. */
                words: string[];

                /** Input featureScale. */
                featureScale: number[];

                /** Input featureOffset. */
                featureOffset: number[];

                /** Input featureName. */
                featureName: string[];

                /**
                 * Encodes the specified Input message. Does not implicitly {@link retort.image.v1.Input.verify|verify} messages.
                 * @param message Input message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.image.v1.Input.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Input message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.image.v1.Input & retort.image.v1.Input.$Shape} Input
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.image.v1.Input & retort.image.v1.Input.$Shape;

                /**
                 * Creates an Input message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Input
                 */
                static fromObject(object: { [k: string]: any }): retort.image.v1.Input;

                /**
                 * Creates a plain object from an Input message. Also converts values to other types if specified.
                 * @param message Input
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.image.v1.Input, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Input to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Input {

                /** Properties of an Input. */
                interface $Properties {

                    /** Input shape */
                    shape?: (number[]|null);

                    /** Input layout */
                    layout?: (retort.image.v1.Input.Layout|null);

                    /** Input quantization */
                    quantization?: (retort.image.v1.Quantization.$Properties|null);

                    /** Input pixelScale */
                    pixelScale?: (number|null);

                    /** Input pixelOffset */
                    pixelOffset?: (number|null);

                    /** Input words */
                    words?: (string[]|null);

                    /** Input featureScale */
                    featureScale?: (number[]|null);

                    /** Input featureOffset */
                    featureOffset?: (number[]|null);

                    /** Input featureName */
                    featureName?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Input. */
                type $Shape = retort.image.v1.Input.$Properties;

                /** Layout enum. */
                enum Layout {

                    /** LAYOUT_UNSPECIFIED value */
                    LAYOUT_UNSPECIFIED = 0,

                    /** LAYOUT_DENSE value */
                    LAYOUT_DENSE = 1,

                    /** LAYOUT_PADDED value */
                    LAYOUT_PADDED = 2
                }
            }

            /**
             * Properties of a Provenance.
             * @deprecated Use retort.image.v1.Provenance.$Properties instead.
             */
            interface IProvenance extends retort.image.v1.Provenance.$Properties {
            }

            /** Represents a Provenance. */
            class Provenance {

                /**
                 * Constructs a new Provenance.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: retort.image.v1.Provenance.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Provenance toolVersion. */
                toolVersion: string;

                /** Provenance teacherDigest. */
                teacherDigest: Uint8Array;

                /** Provenance studentDigest. */
                studentDigest: Uint8Array;

                /** Provenance quantizedDigest. */
                quantizedDigest: Uint8Array;

                /** Provenance datasetName. */
                datasetName: string;

                /** Provenance datasetDigest. */
                datasetDigest: Uint8Array;

                /** Provenance configurationDigest. */
                configurationDigest: Uint8Array;

                /** Provenance teacherAccuracy. */
                teacherAccuracy?: (number|null);

                /** Provenance studentAccuracy. */
                studentAccuracy?: (number|null);

                /** Provenance quantizedAccuracy. */
                quantizedAccuracy?: (number|null);

                /** Provenance datasetPath. */
                datasetPath: string;

                /** Provenance datasetFolder. */
                datasetFolder: string;

                /** Provenance datasetSettings. */
                datasetSettings: string;

                /** Provenance datasetSamples. */
                datasetSamples: number[];

                /**
                 * Encodes the specified Provenance message. Does not implicitly {@link retort.image.v1.Provenance.verify|verify} messages.
                 * @param message Provenance message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: retort.image.v1.Provenance.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Provenance message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {retort.image.v1.Provenance & retort.image.v1.Provenance.$Shape} Provenance
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): retort.image.v1.Provenance & retort.image.v1.Provenance.$Shape;

                /**
                 * Creates a Provenance message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Provenance
                 */
                static fromObject(object: { [k: string]: any }): retort.image.v1.Provenance;

                /**
                 * Creates a plain object from a Provenance message. Also converts values to other types if specified.
                 * @param message Provenance
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: retort.image.v1.Provenance, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Provenance to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
            }

            namespace Provenance {

                /** Properties of a Provenance. */
                interface $Properties {

                    /** Provenance toolVersion */
                    toolVersion?: (string|null);

                    /** Provenance teacherDigest */
                    teacherDigest?: (Uint8Array|null);

                    /** Provenance studentDigest */
                    studentDigest?: (Uint8Array|null);

                    /** Provenance quantizedDigest */
                    quantizedDigest?: (Uint8Array|null);

                    /** Provenance datasetName */
                    datasetName?: (string|null);

                    /** Provenance datasetDigest */
                    datasetDigest?: (Uint8Array|null);

                    /** Provenance configurationDigest */
                    configurationDigest?: (Uint8Array|null);

                    /** Provenance teacherAccuracy */
                    teacherAccuracy?: (number|null);

                    /** Provenance studentAccuracy */
                    studentAccuracy?: (number|null);

                    /** Provenance quantizedAccuracy */
                    quantizedAccuracy?: (number|null);

                    /** Provenance datasetPath */
                    datasetPath?: (string|null);

                    /** Provenance datasetFolder */
                    datasetFolder?: (string|null);

                    /** Provenance datasetSettings */
                    datasetSettings?: (string|null);

                    /** Provenance datasetSamples */
                    datasetSamples?: (number[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Provenance. */
                type $Shape = retort.image.v1.Provenance.$Properties;
            }
        }
    }
}
