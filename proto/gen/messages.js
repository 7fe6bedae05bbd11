/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $Boolean = $util.global.Boolean, $String = $util.global.String, $Array = $util.global.Array, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt, $isFinite = $util.global.isFinite;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const retort = $root.retort = (() => {

    /**
     * Namespace retort.
     * @exports retort
     * @namespace
     */
    const retort = {};

    retort.bridge = (function() {

        /**
         * Namespace bridge.
         * @memberof retort
         * @namespace
         */
        const bridge = {};

        bridge.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof retort.bridge
             * @namespace
             */
            const v1 = {};

            v1.BridgeState = (function() {

                /**
                 * Properties of a BridgeState.
                 * @typedef {Object} retort.bridge.v1.BridgeState.$Properties
                 * @property {boolean|null} [online] BridgeState online
                 * @property {string|null} [instance] BridgeState instance
                 * @property {Array.<string>|null} [boards] BridgeState boards
                 * @property {number|null} [maxMessageBytes] BridgeState maxMessageBytes
                 * @property {Uint8Array|null} [publicKey] BridgeState publicKey
                 * @property {number|null} [saidMs] BridgeState saidMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a BridgeState.
                 * @memberof retort.bridge.v1
                 * @interface IBridgeState
                 * @augments retort.bridge.v1.BridgeState.$Properties
                 * @deprecated Use retort.bridge.v1.BridgeState.$Properties instead.
                 */

                /**
                 * Shape of a BridgeState.
                 * @typedef {retort.bridge.v1.BridgeState.$Properties} retort.bridge.v1.BridgeState.$Shape
                 */

                /**
                 * Constructs a new BridgeState.
                 * @memberof retort.bridge.v1
                 * @classdesc Represents a BridgeState.
                 * @constructor
                 * @param {retort.bridge.v1.BridgeState.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const BridgeState = function (properties) {
                    this.boards = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * BridgeState online.
                 * @member {boolean} online
                 * @memberof retort.bridge.v1.BridgeState
                 * @instance
                 */
                BridgeState.prototype.online = false;

                /**
                 * BridgeState instance.
                 * @member {string} instance
                 * @memberof retort.bridge.v1.BridgeState
                 * @instance
                 */
                BridgeState.prototype.instance = "";

                /**
                 * BridgeState boards.
                 * @member {Array.<string>} boards
                 * @memberof retort.bridge.v1.BridgeState
                 * @instance
                 */
                BridgeState.prototype.boards = $util.emptyArray;

                /**
                 * BridgeState maxMessageBytes.
                 * @member {number} maxMessageBytes
                 * @memberof retort.bridge.v1.BridgeState
                 * @instance
                 */
                BridgeState.prototype.maxMessageBytes = 0;

                /**
                 * BridgeState publicKey.
                 * @member {Uint8Array} publicKey
                 * @memberof retort.bridge.v1.BridgeState
                 * @instance
                 */
                BridgeState.prototype.publicKey = $util.newBuffer([]);

                /**
                 * BridgeState saidMs.
                 * @member {number} saidMs
                 * @memberof retort.bridge.v1.BridgeState
                 * @instance
                 */
                BridgeState.prototype.saidMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Encodes the specified BridgeState message. Does not implicitly {@link retort.bridge.v1.BridgeState.verify|verify} messages.
                 * @function encode
                 * @memberof retort.bridge.v1.BridgeState
                 * @static
                 * @param {retort.bridge.v1.BridgeState.$Properties} message BridgeState message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                BridgeState.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.online != null && $Object.hasOwnProperty.call(message, "online") && message.online !== false)
                        writer.uint32(/* id 1, wireType 0 =*/8).bool(message.online);
                    if (message.instance != null && $Object.hasOwnProperty.call(message, "instance") && message.instance !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.instance);
                    if (message.boards != null && message.boards.length)
                        for (let i = 0; i < message.boards.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.boards[i]);
                    if (message.maxMessageBytes != null && $Object.hasOwnProperty.call(message, "maxMessageBytes") && message.maxMessageBytes !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.maxMessageBytes);
                    if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.publicKey);
                    if (message.saidMs != null && $Object.hasOwnProperty.call(message, "saidMs") && (typeof message.saidMs === "object" ? message.saidMs.low || message.saidMs.high : message.saidMs !== 0))
                        writer.uint32(/* id 6, wireType 1 =*/49).fixed64(message.saidMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a BridgeState message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.bridge.v1.BridgeState
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.BridgeState & retort.bridge.v1.BridgeState.$Shape} BridgeState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                BridgeState.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.bridge.v1.BridgeState();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.online = value;
                                else
                                    delete message.online;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instance = value;
                                else
                                    delete message.instance;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.boards && message.boards.length))
                                    message.boards = [];
                                message.boards.push(reader.stringVerify());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxMessageBytes = value;
                                else
                                    delete message.maxMessageBytes;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.publicKey = value;
                                else
                                    delete message.publicKey;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.saidMs = value;
                                else
                                    delete message.saidMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a BridgeState message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.bridge.v1.BridgeState
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.bridge.v1.BridgeState} BridgeState
                 */
                BridgeState.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.bridge.v1.BridgeState)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.bridge.v1.BridgeState: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.bridge.v1.BridgeState();
                    if (object.online != null)
                        if (object.online)
                            message.online = $Boolean(object.online);
                    if (object.instance != null)
                        if (typeof object.instance !== "string" || object.instance.length)
                            message.instance = $String(object.instance);
                    if (object.boards) {
                        if (!$Array.isArray(object.boards))
                            throw $TypeError(".retort.bridge.v1.BridgeState.boards: array expected");
                        message.boards = $Array(object.boards.length);
                        for (let i = 0; i < object.boards.length; ++i)
                            message.boards[i] = $String(object.boards[i]);
                    }
                    if (object.maxMessageBytes != null)
                        if ($Number(object.maxMessageBytes) !== 0)
                            message.maxMessageBytes = object.maxMessageBytes >>> 0;
                    if (object.publicKey != null)
                        if (object.publicKey.length)
                            if (typeof object.publicKey === "string")
                                $util.base64.decode(object.publicKey, message.publicKey = $util.newBuffer($util.base64.length(object.publicKey)), 0);
                            else if (object.publicKey.length >= 0)
                                message.publicKey = object.publicKey;
                    if (object.saidMs != null)
                        if (typeof object.saidMs === "object" ? object.saidMs.low || object.saidMs.high : $Number(object.saidMs) !== 0)
                            if ($util.Long)
                                message.saidMs = $util.Long.fromValue(object.saidMs, true);
                            else if (typeof object.saidMs === "string")
                                message.saidMs = $parseInt(object.saidMs, 10);
                            else if (typeof object.saidMs === "number")
                                message.saidMs = object.saidMs;
                            else if (typeof object.saidMs === "object")
                                message.saidMs = new $util.LongBits(object.saidMs.low >>> 0, object.saidMs.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from a BridgeState message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.bridge.v1.BridgeState
                 * @static
                 * @param {retort.bridge.v1.BridgeState} message BridgeState
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                BridgeState.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.boards = [];
                    if (options.defaults) {
                        object.online = false;
                        object.instance = "";
                        object.maxMessageBytes = 0;
                        if (options.bytes === $String)
                            object.publicKey = "";
                        else {
                            object.publicKey = [];
                            if (options.bytes !== $Array)
                                object.publicKey = $util.newBuffer(object.publicKey);
                        }
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.saidMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.saidMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.online != null && $Object.hasOwnProperty.call(message, "online"))
                        object.online = message.online;
                    if (message.instance != null && $Object.hasOwnProperty.call(message, "instance"))
                        object.instance = message.instance;
                    if (message.boards && message.boards.length) {
                        object.boards = $Array(message.boards.length);
                        for (let j = 0; j < message.boards.length; ++j)
                            object.boards[j] = message.boards[j];
                    }
                    if (message.maxMessageBytes != null && $Object.hasOwnProperty.call(message, "maxMessageBytes"))
                        object.maxMessageBytes = message.maxMessageBytes;
                    if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey"))
                        object.publicKey = options.bytes === $String ? $util.base64.encode(message.publicKey, 0, message.publicKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.publicKey) : message.publicKey;
                    if (message.saidMs != null && $Object.hasOwnProperty.call(message, "saidMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.saidMs = typeof message.saidMs === "number" ? $BigInt(message.saidMs) : $util.Long.fromBits(message.saidMs.low >>> 0, message.saidMs.high >>> 0, true).toBigInt();
                        else if (typeof message.saidMs === "number")
                            object.saidMs = options.longs === $String ? $String(message.saidMs) : message.saidMs;
                        else
                            object.saidMs = options.longs === $String ? $util.Long.prototype.toString.call(message.saidMs) : options.longs === $Number ? new $util.LongBits(message.saidMs.low >>> 0, message.saidMs.high >>> 0).toNumber(true) : message.saidMs;
                    return object;
                };

                /**
                 * Converts this BridgeState to JSON.
                 * @function toJSON
                 * @memberof retort.bridge.v1.BridgeState
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                BridgeState.prototype.toJSON = function() {
                    return BridgeState.toObject(this, $protobuf.util.toJSONOptions);
                };

                return BridgeState;
            })();

            v1.BridgeClaim = (function() {

                /**
                 * Properties of a BridgeClaim.
                 * @typedef {Object} retort.bridge.v1.BridgeClaim.$Properties
                 * @property {string|null} [instance] BridgeClaim instance
                 * @property {number|null} [establishedMs] BridgeClaim establishedMs
                 * @property {string|null} [objectsTo] BridgeClaim objectsTo
                 * @property {Uint8Array|null} [padding] BridgeClaim padding
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a BridgeClaim.
                 * @memberof retort.bridge.v1
                 * @interface IBridgeClaim
                 * @augments retort.bridge.v1.BridgeClaim.$Properties
                 * @deprecated Use retort.bridge.v1.BridgeClaim.$Properties instead.
                 */

                /**
                 * Shape of a BridgeClaim.
                 * @typedef {retort.bridge.v1.BridgeClaim.$Properties} retort.bridge.v1.BridgeClaim.$Shape
                 */

                /**
                 * Constructs a new BridgeClaim.
                 * @memberof retort.bridge.v1
                 * @classdesc Represents a BridgeClaim.
                 * @constructor
                 * @param {retort.bridge.v1.BridgeClaim.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const BridgeClaim = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * BridgeClaim instance.
                 * @member {string} instance
                 * @memberof retort.bridge.v1.BridgeClaim
                 * @instance
                 */
                BridgeClaim.prototype.instance = "";

                /**
                 * BridgeClaim establishedMs.
                 * @member {number} establishedMs
                 * @memberof retort.bridge.v1.BridgeClaim
                 * @instance
                 */
                BridgeClaim.prototype.establishedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * BridgeClaim objectsTo.
                 * @member {string} objectsTo
                 * @memberof retort.bridge.v1.BridgeClaim
                 * @instance
                 */
                BridgeClaim.prototype.objectsTo = "";

                /**
                 * BridgeClaim padding.
                 * @member {Uint8Array} padding
                 * @memberof retort.bridge.v1.BridgeClaim
                 * @instance
                 */
                BridgeClaim.prototype.padding = $util.newBuffer([]);

                /**
                 * Encodes the specified BridgeClaim message. Does not implicitly {@link retort.bridge.v1.BridgeClaim.verify|verify} messages.
                 * @function encode
                 * @memberof retort.bridge.v1.BridgeClaim
                 * @static
                 * @param {retort.bridge.v1.BridgeClaim.$Properties} message BridgeClaim message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                BridgeClaim.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.instance != null && $Object.hasOwnProperty.call(message, "instance") && message.instance !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.instance);
                    if (message.establishedMs != null && $Object.hasOwnProperty.call(message, "establishedMs") && (typeof message.establishedMs === "object" ? message.establishedMs.low || message.establishedMs.high : message.establishedMs !== 0))
                        writer.uint32(/* id 2, wireType 1 =*/17).fixed64(message.establishedMs);
                    if (message.objectsTo != null && $Object.hasOwnProperty.call(message, "objectsTo") && message.objectsTo !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.objectsTo);
                    if (message.padding != null && $Object.hasOwnProperty.call(message, "padding") && message.padding.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.padding);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a BridgeClaim message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.bridge.v1.BridgeClaim
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.BridgeClaim & retort.bridge.v1.BridgeClaim.$Shape} BridgeClaim
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                BridgeClaim.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.bridge.v1.BridgeClaim();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instance = value;
                                else
                                    delete message.instance;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.establishedMs = value;
                                else
                                    delete message.establishedMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.objectsTo = value;
                                else
                                    delete message.objectsTo;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.padding = value;
                                else
                                    delete message.padding;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a BridgeClaim message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.bridge.v1.BridgeClaim
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.bridge.v1.BridgeClaim} BridgeClaim
                 */
                BridgeClaim.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.bridge.v1.BridgeClaim)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.bridge.v1.BridgeClaim: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.bridge.v1.BridgeClaim();
                    if (object.instance != null)
                        if (typeof object.instance !== "string" || object.instance.length)
                            message.instance = $String(object.instance);
                    if (object.establishedMs != null)
                        if (typeof object.establishedMs === "object" ? object.establishedMs.low || object.establishedMs.high : $Number(object.establishedMs) !== 0)
                            if ($util.Long)
                                message.establishedMs = $util.Long.fromValue(object.establishedMs, true);
                            else if (typeof object.establishedMs === "string")
                                message.establishedMs = $parseInt(object.establishedMs, 10);
                            else if (typeof object.establishedMs === "number")
                                message.establishedMs = object.establishedMs;
                            else if (typeof object.establishedMs === "object")
                                message.establishedMs = new $util.LongBits(object.establishedMs.low >>> 0, object.establishedMs.high >>> 0).toNumber(true);
                    if (object.objectsTo != null)
                        if (typeof object.objectsTo !== "string" || object.objectsTo.length)
                            message.objectsTo = $String(object.objectsTo);
                    if (object.padding != null)
                        if (object.padding.length)
                            if (typeof object.padding === "string")
                                $util.base64.decode(object.padding, message.padding = $util.newBuffer($util.base64.length(object.padding)), 0);
                            else if (object.padding.length >= 0)
                                message.padding = object.padding;
                    return message;
                };

                /**
                 * Creates a plain object from a BridgeClaim message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.bridge.v1.BridgeClaim
                 * @static
                 * @param {retort.bridge.v1.BridgeClaim} message BridgeClaim
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                BridgeClaim.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.instance = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.establishedMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.establishedMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.objectsTo = "";
                        if (options.bytes === $String)
                            object.padding = "";
                        else {
                            object.padding = [];
                            if (options.bytes !== $Array)
                                object.padding = $util.newBuffer(object.padding);
                        }
                    }
                    if (message.instance != null && $Object.hasOwnProperty.call(message, "instance"))
                        object.instance = message.instance;
                    if (message.establishedMs != null && $Object.hasOwnProperty.call(message, "establishedMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.establishedMs = typeof message.establishedMs === "number" ? $BigInt(message.establishedMs) : $util.Long.fromBits(message.establishedMs.low >>> 0, message.establishedMs.high >>> 0, true).toBigInt();
                        else if (typeof message.establishedMs === "number")
                            object.establishedMs = options.longs === $String ? $String(message.establishedMs) : message.establishedMs;
                        else
                            object.establishedMs = options.longs === $String ? $util.Long.prototype.toString.call(message.establishedMs) : options.longs === $Number ? new $util.LongBits(message.establishedMs.low >>> 0, message.establishedMs.high >>> 0).toNumber(true) : message.establishedMs;
                    if (message.objectsTo != null && $Object.hasOwnProperty.call(message, "objectsTo"))
                        object.objectsTo = message.objectsTo;
                    if (message.padding != null && $Object.hasOwnProperty.call(message, "padding"))
                        object.padding = options.bytes === $String ? $util.base64.encode(message.padding, 0, message.padding.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.padding) : message.padding;
                    return object;
                };

                /**
                 * Converts this BridgeClaim to JSON.
                 * @function toJSON
                 * @memberof retort.bridge.v1.BridgeClaim
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                BridgeClaim.prototype.toJSON = function() {
                    return BridgeClaim.toObject(this, $protobuf.util.toJSONOptions);
                };

                return BridgeClaim;
            })();

            v1.BoardState = (function() {

                /**
                 * Properties of a BoardState.
                 * @typedef {Object} retort.bridge.v1.BoardState.$Properties
                 * @property {boolean|null} [present] BoardState present
                 * @property {string|null} [url] BoardState url
                 * @property {string|null} [problem] BoardState problem
                 * @property {number|null} [core] BoardState core
                 * @property {number|null} [clockHz] BoardState clockHz
                 * @property {number|null} [imageId] BoardState imageId
                 * @property {string|null} [leaseHolder] BoardState leaseHolder
                 * @property {retort.bridge.v1.LineHealth.$Properties|null} [health] BoardState health
                 * @property {number|null} [memoryBytes] BoardState memoryBytes
                 * @property {Array.<string>|null} [tags] BoardState tags
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a BoardState.
                 * @memberof retort.bridge.v1
                 * @interface IBoardState
                 * @augments retort.bridge.v1.BoardState.$Properties
                 * @deprecated Use retort.bridge.v1.BoardState.$Properties instead.
                 */

                /**
                 * Shape of a BoardState.
                 * @typedef {retort.bridge.v1.BoardState.$Properties} retort.bridge.v1.BoardState.$Shape
                 */

                /**
                 * Constructs a new BoardState.
                 * @memberof retort.bridge.v1
                 * @classdesc Represents a BoardState.
                 * @constructor
                 * @param {retort.bridge.v1.BoardState.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const BoardState = function (properties) {
                    this.tags = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * BoardState present.
                 * @member {boolean} present
                 * @memberof retort.bridge.v1.BoardState
                 * @instance
                 */
                BoardState.prototype.present = false;

                /**
                 * BoardState url.
                 * @member {string} url
                 * @memberof retort.bridge.v1.BoardState
                 * @instance
                 */
                BoardState.prototype.url = "";

                /**
                 * BoardState problem.
                 * @member {string} problem
                 * @memberof retort.bridge.v1.BoardState
                 * @instance
                 */
                BoardState.prototype.problem = "";

                /**
                 * BoardState core.
                 * @member {number} core
                 * @memberof retort.bridge.v1.BoardState
                 * @instance
                 */
                BoardState.prototype.core = 0;

                /**
                 * BoardState clockHz.
                 * @member {number} clockHz
                 * @memberof retort.bridge.v1.BoardState
                 * @instance
                 */
                BoardState.prototype.clockHz = 0;

                /**
                 * BoardState imageId.
                 * @member {number} imageId
                 * @memberof retort.bridge.v1.BoardState
                 * @instance
                 */
                BoardState.prototype.imageId = 0;

                /**
                 * BoardState leaseHolder.
                 * @member {string} leaseHolder
                 * @memberof retort.bridge.v1.BoardState
                 * @instance
                 */
                BoardState.prototype.leaseHolder = "";

                /**
                 * BoardState health.
                 * @member {retort.bridge.v1.LineHealth.$Properties|null|undefined} health
                 * @memberof retort.bridge.v1.BoardState
                 * @instance
                 */
                BoardState.prototype.health = null;

                /**
                 * BoardState memoryBytes.
                 * @member {number} memoryBytes
                 * @memberof retort.bridge.v1.BoardState
                 * @instance
                 */
                BoardState.prototype.memoryBytes = 0;

                /**
                 * BoardState tags.
                 * @member {Array.<string>} tags
                 * @memberof retort.bridge.v1.BoardState
                 * @instance
                 */
                BoardState.prototype.tags = $util.emptyArray;

                /**
                 * Encodes the specified BoardState message. Does not implicitly {@link retort.bridge.v1.BoardState.verify|verify} messages.
                 * @function encode
                 * @memberof retort.bridge.v1.BoardState
                 * @static
                 * @param {retort.bridge.v1.BoardState.$Properties} message BoardState message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                BoardState.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.present != null && $Object.hasOwnProperty.call(message, "present") && message.present !== false)
                        writer.uint32(/* id 1, wireType 0 =*/8).bool(message.present);
                    if (message.url != null && $Object.hasOwnProperty.call(message, "url") && message.url !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.url);
                    if (message.problem != null && $Object.hasOwnProperty.call(message, "problem") && message.problem !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.problem);
                    if (message.core != null && $Object.hasOwnProperty.call(message, "core") && message.core !== 0)
                        writer.uint32(/* id 4, wireType 5 =*/37).fixed32(message.core);
                    if (message.clockHz != null && $Object.hasOwnProperty.call(message, "clockHz") && message.clockHz !== 0)
                        writer.uint32(/* id 5, wireType 5 =*/45).fixed32(message.clockHz);
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId") && message.imageId !== 0)
                        writer.uint32(/* id 6, wireType 5 =*/53).fixed32(message.imageId);
                    if (message.leaseHolder != null && $Object.hasOwnProperty.call(message, "leaseHolder") && message.leaseHolder !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.leaseHolder);
                    if (message.health != null && $Object.hasOwnProperty.call(message, "health"))
                        $root.retort.bridge.v1.LineHealth.encode(message.health, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes") && message.memoryBytes !== 0)
                        writer.uint32(/* id 9, wireType 5 =*/77).fixed32(message.memoryBytes);
                    if (message.tags != null && message.tags.length)
                        for (let i = 0; i < message.tags.length; ++i)
                            writer.uint32(/* id 10, wireType 2 =*/82).string(message.tags[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a BoardState message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.bridge.v1.BoardState
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.BoardState & retort.bridge.v1.BoardState.$Shape} BoardState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                BoardState.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.bridge.v1.BoardState();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.present = value;
                                else
                                    delete message.present;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.url = value;
                                else
                                    delete message.url;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.problem = value;
                                else
                                    delete message.problem;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.core = value;
                                else
                                    delete message.core;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.clockHz = value;
                                else
                                    delete message.clockHz;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.imageId = value;
                                else
                                    delete message.imageId;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.leaseHolder = value;
                                else
                                    delete message.leaseHolder;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.health = $root.retort.bridge.v1.LineHealth.decode(reader, reader.size(), $undefined, _depth + 1, message.health);
                                continue;
                            }
                        case 9: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.memoryBytes = value;
                                else
                                    delete message.memoryBytes;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.tags && message.tags.length))
                                    message.tags = [];
                                message.tags.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a BoardState message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.bridge.v1.BoardState
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.bridge.v1.BoardState} BoardState
                 */
                BoardState.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.bridge.v1.BoardState)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.bridge.v1.BoardState: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.bridge.v1.BoardState();
                    if (object.present != null)
                        if (object.present)
                            message.present = $Boolean(object.present);
                    if (object.url != null)
                        if (typeof object.url !== "string" || object.url.length)
                            message.url = $String(object.url);
                    if (object.problem != null)
                        if (typeof object.problem !== "string" || object.problem.length)
                            message.problem = $String(object.problem);
                    if (object.core != null)
                        if ($Number(object.core) !== 0)
                            message.core = object.core >>> 0;
                    if (object.clockHz != null)
                        if ($Number(object.clockHz) !== 0)
                            message.clockHz = object.clockHz >>> 0;
                    if (object.imageId != null)
                        if ($Number(object.imageId) !== 0)
                            message.imageId = object.imageId >>> 0;
                    if (object.leaseHolder != null)
                        if (typeof object.leaseHolder !== "string" || object.leaseHolder.length)
                            message.leaseHolder = $String(object.leaseHolder);
                    if (object.health != null) {
                        if (!$util.isObject(object.health))
                            throw $TypeError(".retort.bridge.v1.BoardState.health: object expected");
                        message.health = $root.retort.bridge.v1.LineHealth.fromObject(object.health, _depth + 1);
                    }
                    if (object.memoryBytes != null)
                        if ($Number(object.memoryBytes) !== 0)
                            message.memoryBytes = object.memoryBytes >>> 0;
                    if (object.tags) {
                        if (!$Array.isArray(object.tags))
                            throw $TypeError(".retort.bridge.v1.BoardState.tags: array expected");
                        message.tags = $Array(object.tags.length);
                        for (let i = 0; i < object.tags.length; ++i)
                            message.tags[i] = $String(object.tags[i]);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a BoardState message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.bridge.v1.BoardState
                 * @static
                 * @param {retort.bridge.v1.BoardState} message BoardState
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                BoardState.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.tags = [];
                    if (options.defaults) {
                        object.present = false;
                        object.url = "";
                        object.problem = "";
                        object.core = 0;
                        object.clockHz = 0;
                        object.imageId = 0;
                        object.leaseHolder = "";
                        object.health = null;
                        object.memoryBytes = 0;
                    }
                    if (message.present != null && $Object.hasOwnProperty.call(message, "present"))
                        object.present = message.present;
                    if (message.url != null && $Object.hasOwnProperty.call(message, "url"))
                        object.url = message.url;
                    if (message.problem != null && $Object.hasOwnProperty.call(message, "problem"))
                        object.problem = message.problem;
                    if (message.core != null && $Object.hasOwnProperty.call(message, "core"))
                        object.core = message.core;
                    if (message.clockHz != null && $Object.hasOwnProperty.call(message, "clockHz"))
                        object.clockHz = message.clockHz;
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId"))
                        object.imageId = message.imageId;
                    if (message.leaseHolder != null && $Object.hasOwnProperty.call(message, "leaseHolder"))
                        object.leaseHolder = message.leaseHolder;
                    if (message.health != null && $Object.hasOwnProperty.call(message, "health"))
                        object.health = $root.retort.bridge.v1.LineHealth.toObject(message.health, options, _depth + 1);
                    if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes"))
                        object.memoryBytes = message.memoryBytes;
                    if (message.tags && message.tags.length) {
                        object.tags = $Array(message.tags.length);
                        for (let j = 0; j < message.tags.length; ++j)
                            object.tags[j] = message.tags[j];
                    }
                    return object;
                };

                /**
                 * Converts this BoardState to JSON.
                 * @function toJSON
                 * @memberof retort.bridge.v1.BoardState
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                BoardState.prototype.toJSON = function() {
                    return BoardState.toObject(this, $protobuf.util.toJSONOptions);
                };

                return BoardState;
            })();

            v1.LineHealth = (function() {

                /**
                 * Properties of a LineHealth.
                 * @typedef {Object} retort.bridge.v1.LineHealth.$Properties
                 * @property {number|null} [requestsRepeated] LineHealth requestsRepeated
                 * @property {number|null} [chunksRepeated] LineHealth chunksRepeated
                 * @property {number|null} [inferencesRepeated] LineHealth inferencesRepeated
                 * @property {number|null} [recoveries] LineHealth recoveries
                 * @property {number|null} [staleReplies] LineHealth staleReplies
                 * @property {number|null} [badMessages] LineHealth badMessages
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a LineHealth.
                 * @memberof retort.bridge.v1
                 * @interface ILineHealth
                 * @augments retort.bridge.v1.LineHealth.$Properties
                 * @deprecated Use retort.bridge.v1.LineHealth.$Properties instead.
                 */

                /**
                 * Shape of a LineHealth.
                 * @typedef {retort.bridge.v1.LineHealth.$Properties} retort.bridge.v1.LineHealth.$Shape
                 */

                /**
                 * Constructs a new LineHealth.
                 * @memberof retort.bridge.v1
                 * @classdesc Represents a LineHealth.
                 * @constructor
                 * @param {retort.bridge.v1.LineHealth.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const LineHealth = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * LineHealth requestsRepeated.
                 * @member {number} requestsRepeated
                 * @memberof retort.bridge.v1.LineHealth
                 * @instance
                 */
                LineHealth.prototype.requestsRepeated = 0;

                /**
                 * LineHealth chunksRepeated.
                 * @member {number} chunksRepeated
                 * @memberof retort.bridge.v1.LineHealth
                 * @instance
                 */
                LineHealth.prototype.chunksRepeated = 0;

                /**
                 * LineHealth inferencesRepeated.
                 * @member {number} inferencesRepeated
                 * @memberof retort.bridge.v1.LineHealth
                 * @instance
                 */
                LineHealth.prototype.inferencesRepeated = 0;

                /**
                 * LineHealth recoveries.
                 * @member {number} recoveries
                 * @memberof retort.bridge.v1.LineHealth
                 * @instance
                 */
                LineHealth.prototype.recoveries = 0;

                /**
                 * LineHealth staleReplies.
                 * @member {number} staleReplies
                 * @memberof retort.bridge.v1.LineHealth
                 * @instance
                 */
                LineHealth.prototype.staleReplies = 0;

                /**
                 * LineHealth badMessages.
                 * @member {number} badMessages
                 * @memberof retort.bridge.v1.LineHealth
                 * @instance
                 */
                LineHealth.prototype.badMessages = 0;

                /**
                 * Encodes the specified LineHealth message. Does not implicitly {@link retort.bridge.v1.LineHealth.verify|verify} messages.
                 * @function encode
                 * @memberof retort.bridge.v1.LineHealth
                 * @static
                 * @param {retort.bridge.v1.LineHealth.$Properties} message LineHealth message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                LineHealth.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.requestsRepeated != null && $Object.hasOwnProperty.call(message, "requestsRepeated") && message.requestsRepeated !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.requestsRepeated);
                    if (message.chunksRepeated != null && $Object.hasOwnProperty.call(message, "chunksRepeated") && message.chunksRepeated !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.chunksRepeated);
                    if (message.inferencesRepeated != null && $Object.hasOwnProperty.call(message, "inferencesRepeated") && message.inferencesRepeated !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.inferencesRepeated);
                    if (message.recoveries != null && $Object.hasOwnProperty.call(message, "recoveries") && message.recoveries !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.recoveries);
                    if (message.staleReplies != null && $Object.hasOwnProperty.call(message, "staleReplies") && message.staleReplies !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.staleReplies);
                    if (message.badMessages != null && $Object.hasOwnProperty.call(message, "badMessages") && message.badMessages !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.badMessages);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a LineHealth message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.bridge.v1.LineHealth
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.LineHealth & retort.bridge.v1.LineHealth.$Shape} LineHealth
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                LineHealth.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.bridge.v1.LineHealth();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.requestsRepeated = value;
                                else
                                    delete message.requestsRepeated;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.chunksRepeated = value;
                                else
                                    delete message.chunksRepeated;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.inferencesRepeated = value;
                                else
                                    delete message.inferencesRepeated;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.recoveries = value;
                                else
                                    delete message.recoveries;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.staleReplies = value;
                                else
                                    delete message.staleReplies;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.badMessages = value;
                                else
                                    delete message.badMessages;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a LineHealth message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.bridge.v1.LineHealth
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.bridge.v1.LineHealth} LineHealth
                 */
                LineHealth.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.bridge.v1.LineHealth)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.bridge.v1.LineHealth: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.bridge.v1.LineHealth();
                    if (object.requestsRepeated != null)
                        if ($Number(object.requestsRepeated) !== 0)
                            message.requestsRepeated = object.requestsRepeated >>> 0;
                    if (object.chunksRepeated != null)
                        if ($Number(object.chunksRepeated) !== 0)
                            message.chunksRepeated = object.chunksRepeated >>> 0;
                    if (object.inferencesRepeated != null)
                        if ($Number(object.inferencesRepeated) !== 0)
                            message.inferencesRepeated = object.inferencesRepeated >>> 0;
                    if (object.recoveries != null)
                        if ($Number(object.recoveries) !== 0)
                            message.recoveries = object.recoveries >>> 0;
                    if (object.staleReplies != null)
                        if ($Number(object.staleReplies) !== 0)
                            message.staleReplies = object.staleReplies >>> 0;
                    if (object.badMessages != null)
                        if ($Number(object.badMessages) !== 0)
                            message.badMessages = object.badMessages >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a LineHealth message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.bridge.v1.LineHealth
                 * @static
                 * @param {retort.bridge.v1.LineHealth} message LineHealth
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                LineHealth.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.requestsRepeated = 0;
                        object.chunksRepeated = 0;
                        object.inferencesRepeated = 0;
                        object.recoveries = 0;
                        object.staleReplies = 0;
                        object.badMessages = 0;
                    }
                    if (message.requestsRepeated != null && $Object.hasOwnProperty.call(message, "requestsRepeated"))
                        object.requestsRepeated = message.requestsRepeated;
                    if (message.chunksRepeated != null && $Object.hasOwnProperty.call(message, "chunksRepeated"))
                        object.chunksRepeated = message.chunksRepeated;
                    if (message.inferencesRepeated != null && $Object.hasOwnProperty.call(message, "inferencesRepeated"))
                        object.inferencesRepeated = message.inferencesRepeated;
                    if (message.recoveries != null && $Object.hasOwnProperty.call(message, "recoveries"))
                        object.recoveries = message.recoveries;
                    if (message.staleReplies != null && $Object.hasOwnProperty.call(message, "staleReplies"))
                        object.staleReplies = message.staleReplies;
                    if (message.badMessages != null && $Object.hasOwnProperty.call(message, "badMessages"))
                        object.badMessages = message.badMessages;
                    return object;
                };

                /**
                 * Converts this LineHealth to JSON.
                 * @function toJSON
                 * @memberof retort.bridge.v1.LineHealth
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                LineHealth.prototype.toJSON = function() {
                    return LineHealth.toObject(this, $protobuf.util.toJSONOptions);
                };

                return LineHealth;
            })();

            v1.RequestBatch = (function() {

                /**
                 * Properties of a RequestBatch.
                 * @typedef {Object} retort.bridge.v1.RequestBatch.$Properties
                 * @property {number|null} [sequence] RequestBatch sequence
                 * @property {Array.<Uint8Array>|null} [requests] RequestBatch requests
                 * @property {boolean|null} [release] RequestBatch release
                 * @property {Uint8Array|null} [key] RequestBatch key
                 * @property {Uint8Array|null} [releaseHash] RequestBatch releaseHash
                 * @property {Uint8Array|null} [releaseSecret] RequestBatch releaseSecret
                 * @property {Uint8Array|null} [padding] RequestBatch padding
                 * @property {Uint8Array|null} [mac] RequestBatch mac
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RequestBatch.
                 * @memberof retort.bridge.v1
                 * @interface IRequestBatch
                 * @augments retort.bridge.v1.RequestBatch.$Properties
                 * @deprecated Use retort.bridge.v1.RequestBatch.$Properties instead.
                 */

                /**
                 * Shape of a RequestBatch.
                 * @typedef {retort.bridge.v1.RequestBatch.$Properties} retort.bridge.v1.RequestBatch.$Shape
                 */

                /**
                 * Constructs a new RequestBatch.
                 * @memberof retort.bridge.v1
                 * @classdesc Represents a RequestBatch.
                 * @constructor
                 * @param {retort.bridge.v1.RequestBatch.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RequestBatch = function (properties) {
                    this.requests = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RequestBatch sequence.
                 * @member {number} sequence
                 * @memberof retort.bridge.v1.RequestBatch
                 * @instance
                 */
                RequestBatch.prototype.sequence = 0;

                /**
                 * RequestBatch requests.
                 * @member {Array.<Uint8Array>} requests
                 * @memberof retort.bridge.v1.RequestBatch
                 * @instance
                 */
                RequestBatch.prototype.requests = $util.emptyArray;

                /**
                 * RequestBatch release.
                 * @member {boolean} release
                 * @memberof retort.bridge.v1.RequestBatch
                 * @instance
                 */
                RequestBatch.prototype.release = false;

                /**
                 * RequestBatch key.
                 * @member {Uint8Array} key
                 * @memberof retort.bridge.v1.RequestBatch
                 * @instance
                 */
                RequestBatch.prototype.key = $util.newBuffer([]);

                /**
                 * RequestBatch releaseHash.
                 * @member {Uint8Array} releaseHash
                 * @memberof retort.bridge.v1.RequestBatch
                 * @instance
                 */
                RequestBatch.prototype.releaseHash = $util.newBuffer([]);

                /**
                 * RequestBatch releaseSecret.
                 * @member {Uint8Array} releaseSecret
                 * @memberof retort.bridge.v1.RequestBatch
                 * @instance
                 */
                RequestBatch.prototype.releaseSecret = $util.newBuffer([]);

                /**
                 * RequestBatch padding.
                 * @member {Uint8Array} padding
                 * @memberof retort.bridge.v1.RequestBatch
                 * @instance
                 */
                RequestBatch.prototype.padding = $util.newBuffer([]);

                /**
                 * RequestBatch mac.
                 * @member {Uint8Array} mac
                 * @memberof retort.bridge.v1.RequestBatch
                 * @instance
                 */
                RequestBatch.prototype.mac = $util.newBuffer([]);

                /**
                 * Encodes the specified RequestBatch message. Does not implicitly {@link retort.bridge.v1.RequestBatch.verify|verify} messages.
                 * @function encode
                 * @memberof retort.bridge.v1.RequestBatch
                 * @static
                 * @param {retort.bridge.v1.RequestBatch.$Properties} message RequestBatch message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RequestBatch.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && message.sequence !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.sequence);
                    if (message.requests != null && message.requests.length)
                        for (let i = 0; i < message.requests.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.requests[i]);
                    if (message.release != null && $Object.hasOwnProperty.call(message, "release") && message.release !== false)
                        writer.uint32(/* id 3, wireType 0 =*/24).bool(message.release);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.key);
                    if (message.releaseHash != null && $Object.hasOwnProperty.call(message, "releaseHash") && message.releaseHash.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.releaseHash);
                    if (message.releaseSecret != null && $Object.hasOwnProperty.call(message, "releaseSecret") && message.releaseSecret.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.releaseSecret);
                    if (message.padding != null && $Object.hasOwnProperty.call(message, "padding") && message.padding.length)
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.padding);
                    if (message.mac != null && $Object.hasOwnProperty.call(message, "mac") && message.mac.length)
                        writer.uint32(/* id 15, wireType 2 =*/122).bytes(message.mac);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RequestBatch message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.bridge.v1.RequestBatch
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.RequestBatch & retort.bridge.v1.RequestBatch.$Shape} RequestBatch
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RequestBatch.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.bridge.v1.RequestBatch();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.requests && message.requests.length))
                                    message.requests = [];
                                message.requests.push(reader.bytes());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.release = value;
                                else
                                    delete message.release;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.releaseHash = value;
                                else
                                    delete message.releaseHash;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.releaseSecret = value;
                                else
                                    delete message.releaseSecret;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.padding = value;
                                else
                                    delete message.padding;
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.mac = value;
                                else
                                    delete message.mac;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a RequestBatch message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.bridge.v1.RequestBatch
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.bridge.v1.RequestBatch} RequestBatch
                 */
                RequestBatch.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.bridge.v1.RequestBatch)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.bridge.v1.RequestBatch: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.bridge.v1.RequestBatch();
                    if (object.sequence != null)
                        if ($Number(object.sequence) !== 0)
                            message.sequence = object.sequence >>> 0;
                    if (object.requests) {
                        if (!$Array.isArray(object.requests))
                            throw $TypeError(".retort.bridge.v1.RequestBatch.requests: array expected");
                        message.requests = $Array(object.requests.length);
                        for (let i = 0; i < object.requests.length; ++i)
                            if (typeof object.requests[i] === "string")
                                $util.base64.decode(object.requests[i], message.requests[i] = $util.newBuffer($util.base64.length(object.requests[i])), 0);
                            else if (object.requests[i].length >= 0)
                                message.requests[i] = object.requests[i];
                    }
                    if (object.release != null)
                        if (object.release)
                            message.release = $Boolean(object.release);
                    if (object.key != null)
                        if (object.key.length)
                            if (typeof object.key === "string")
                                $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                            else if (object.key.length >= 0)
                                message.key = object.key;
                    if (object.releaseHash != null)
                        if (object.releaseHash.length)
                            if (typeof object.releaseHash === "string")
                                $util.base64.decode(object.releaseHash, message.releaseHash = $util.newBuffer($util.base64.length(object.releaseHash)), 0);
                            else if (object.releaseHash.length >= 0)
                                message.releaseHash = object.releaseHash;
                    if (object.releaseSecret != null)
                        if (object.releaseSecret.length)
                            if (typeof object.releaseSecret === "string")
                                $util.base64.decode(object.releaseSecret, message.releaseSecret = $util.newBuffer($util.base64.length(object.releaseSecret)), 0);
                            else if (object.releaseSecret.length >= 0)
                                message.releaseSecret = object.releaseSecret;
                    if (object.padding != null)
                        if (object.padding.length)
                            if (typeof object.padding === "string")
                                $util.base64.decode(object.padding, message.padding = $util.newBuffer($util.base64.length(object.padding)), 0);
                            else if (object.padding.length >= 0)
                                message.padding = object.padding;
                    if (object.mac != null)
                        if (object.mac.length)
                            if (typeof object.mac === "string")
                                $util.base64.decode(object.mac, message.mac = $util.newBuffer($util.base64.length(object.mac)), 0);
                            else if (object.mac.length >= 0)
                                message.mac = object.mac;
                    return message;
                };

                /**
                 * Creates a plain object from a RequestBatch message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.bridge.v1.RequestBatch
                 * @static
                 * @param {retort.bridge.v1.RequestBatch} message RequestBatch
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RequestBatch.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.requests = [];
                    if (options.defaults) {
                        object.sequence = 0;
                        object.release = false;
                        if (options.bytes === $String)
                            object.key = "";
                        else {
                            object.key = [];
                            if (options.bytes !== $Array)
                                object.key = $util.newBuffer(object.key);
                        }
                        if (options.bytes === $String)
                            object.releaseHash = "";
                        else {
                            object.releaseHash = [];
                            if (options.bytes !== $Array)
                                object.releaseHash = $util.newBuffer(object.releaseHash);
                        }
                        if (options.bytes === $String)
                            object.releaseSecret = "";
                        else {
                            object.releaseSecret = [];
                            if (options.bytes !== $Array)
                                object.releaseSecret = $util.newBuffer(object.releaseSecret);
                        }
                        if (options.bytes === $String)
                            object.padding = "";
                        else {
                            object.padding = [];
                            if (options.bytes !== $Array)
                                object.padding = $util.newBuffer(object.padding);
                        }
                        if (options.bytes === $String)
                            object.mac = "";
                        else {
                            object.mac = [];
                            if (options.bytes !== $Array)
                                object.mac = $util.newBuffer(object.mac);
                        }
                    }
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                        object.sequence = message.sequence;
                    if (message.requests && message.requests.length) {
                        object.requests = $Array(message.requests.length);
                        for (let j = 0; j < message.requests.length; ++j)
                            object.requests[j] = options.bytes === $String ? $util.base64.encode(message.requests[j], 0, message.requests[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.requests[j]) : message.requests[j];
                    }
                    if (message.release != null && $Object.hasOwnProperty.call(message, "release"))
                        object.release = message.release;
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                        object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
                    if (message.releaseHash != null && $Object.hasOwnProperty.call(message, "releaseHash"))
                        object.releaseHash = options.bytes === $String ? $util.base64.encode(message.releaseHash, 0, message.releaseHash.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.releaseHash) : message.releaseHash;
                    if (message.releaseSecret != null && $Object.hasOwnProperty.call(message, "releaseSecret"))
                        object.releaseSecret = options.bytes === $String ? $util.base64.encode(message.releaseSecret, 0, message.releaseSecret.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.releaseSecret) : message.releaseSecret;
                    if (message.padding != null && $Object.hasOwnProperty.call(message, "padding"))
                        object.padding = options.bytes === $String ? $util.base64.encode(message.padding, 0, message.padding.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.padding) : message.padding;
                    if (message.mac != null && $Object.hasOwnProperty.call(message, "mac"))
                        object.mac = options.bytes === $String ? $util.base64.encode(message.mac, 0, message.mac.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.mac) : message.mac;
                    return object;
                };

                /**
                 * Converts this RequestBatch to JSON.
                 * @function toJSON
                 * @memberof retort.bridge.v1.RequestBatch
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RequestBatch.prototype.toJSON = function() {
                    return RequestBatch.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RequestBatch;
            })();

            v1.ReplyBatch = (function() {

                /**
                 * Properties of a ReplyBatch.
                 * @typedef {Object} retort.bridge.v1.ReplyBatch.$Properties
                 * @property {Array.<Uint8Array>|null} [replies] ReplyBatch replies
                 * @property {number|null} [imageId] ReplyBatch imageId
                 * @property {retort.bridge.v1.Refusal.$Properties|null} [refusal] ReplyBatch refusal
                 * @property {number|null} [sequence] ReplyBatch sequence
                 * @property {number|null} [acknowledged] ReplyBatch acknowledged
                 * @property {Uint8Array|null} [mac] ReplyBatch mac
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReplyBatch.
                 * @memberof retort.bridge.v1
                 * @interface IReplyBatch
                 * @augments retort.bridge.v1.ReplyBatch.$Properties
                 * @deprecated Use retort.bridge.v1.ReplyBatch.$Properties instead.
                 */

                /**
                 * Shape of a ReplyBatch.
                 * @typedef {retort.bridge.v1.ReplyBatch.$Properties} retort.bridge.v1.ReplyBatch.$Shape
                 */

                /**
                 * Constructs a new ReplyBatch.
                 * @memberof retort.bridge.v1
                 * @classdesc Represents a ReplyBatch.
                 * @constructor
                 * @param {retort.bridge.v1.ReplyBatch.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReplyBatch = function (properties) {
                    this.replies = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReplyBatch replies.
                 * @member {Array.<Uint8Array>} replies
                 * @memberof retort.bridge.v1.ReplyBatch
                 * @instance
                 */
                ReplyBatch.prototype.replies = $util.emptyArray;

                /**
                 * ReplyBatch imageId.
                 * @member {number} imageId
                 * @memberof retort.bridge.v1.ReplyBatch
                 * @instance
                 */
                ReplyBatch.prototype.imageId = 0;

                /**
                 * ReplyBatch refusal.
                 * @member {retort.bridge.v1.Refusal.$Properties|null|undefined} refusal
                 * @memberof retort.bridge.v1.ReplyBatch
                 * @instance
                 */
                ReplyBatch.prototype.refusal = null;

                /**
                 * ReplyBatch sequence.
                 * @member {number} sequence
                 * @memberof retort.bridge.v1.ReplyBatch
                 * @instance
                 */
                ReplyBatch.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * ReplyBatch acknowledged.
                 * @member {number} acknowledged
                 * @memberof retort.bridge.v1.ReplyBatch
                 * @instance
                 */
                ReplyBatch.prototype.acknowledged = 0;

                /**
                 * ReplyBatch mac.
                 * @member {Uint8Array} mac
                 * @memberof retort.bridge.v1.ReplyBatch
                 * @instance
                 */
                ReplyBatch.prototype.mac = $util.newBuffer([]);

                /**
                 * Encodes the specified ReplyBatch message. Does not implicitly {@link retort.bridge.v1.ReplyBatch.verify|verify} messages.
                 * @function encode
                 * @memberof retort.bridge.v1.ReplyBatch
                 * @static
                 * @param {retort.bridge.v1.ReplyBatch.$Properties} message ReplyBatch message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReplyBatch.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.replies != null && message.replies.length)
                        for (let i = 0; i < message.replies.length; ++i)
                            writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.replies[i]);
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId") && message.imageId !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.imageId);
                    if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal"))
                        $root.retort.bridge.v1.Refusal.encode(message.refusal, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                        writer.uint32(/* id 4, wireType 1 =*/33).fixed64(message.sequence);
                    if (message.acknowledged != null && $Object.hasOwnProperty.call(message, "acknowledged") && message.acknowledged !== 0)
                        writer.uint32(/* id 5, wireType 5 =*/45).fixed32(message.acknowledged);
                    if (message.mac != null && $Object.hasOwnProperty.call(message, "mac") && message.mac.length)
                        writer.uint32(/* id 15, wireType 2 =*/122).bytes(message.mac);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReplyBatch message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.bridge.v1.ReplyBatch
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.ReplyBatch & retort.bridge.v1.ReplyBatch.$Shape} ReplyBatch
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReplyBatch.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.bridge.v1.ReplyBatch();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.replies && message.replies.length))
                                    message.replies = [];
                                message.replies.push(reader.bytes());
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.imageId = value;
                                else
                                    delete message.imageId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.refusal = $root.retort.bridge.v1.Refusal.decode(reader, reader.size(), $undefined, _depth + 1, message.refusal);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.acknowledged = value;
                                else
                                    delete message.acknowledged;
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.mac = value;
                                else
                                    delete message.mac;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a ReplyBatch message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.bridge.v1.ReplyBatch
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.bridge.v1.ReplyBatch} ReplyBatch
                 */
                ReplyBatch.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.bridge.v1.ReplyBatch)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.bridge.v1.ReplyBatch: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.bridge.v1.ReplyBatch();
                    if (object.replies) {
                        if (!$Array.isArray(object.replies))
                            throw $TypeError(".retort.bridge.v1.ReplyBatch.replies: array expected");
                        message.replies = $Array(object.replies.length);
                        for (let i = 0; i < object.replies.length; ++i)
                            if (typeof object.replies[i] === "string")
                                $util.base64.decode(object.replies[i], message.replies[i] = $util.newBuffer($util.base64.length(object.replies[i])), 0);
                            else if (object.replies[i].length >= 0)
                                message.replies[i] = object.replies[i];
                    }
                    if (object.imageId != null)
                        if ($Number(object.imageId) !== 0)
                            message.imageId = object.imageId >>> 0;
                    if (object.refusal != null) {
                        if (!$util.isObject(object.refusal))
                            throw $TypeError(".retort.bridge.v1.ReplyBatch.refusal: object expected");
                        message.refusal = $root.retort.bridge.v1.Refusal.fromObject(object.refusal, _depth + 1);
                    }
                    if (object.sequence != null)
                        if (typeof object.sequence === "object" ? object.sequence.low || object.sequence.high : $Number(object.sequence) !== 0)
                            if ($util.Long)
                                message.sequence = $util.Long.fromValue(object.sequence, true);
                            else if (typeof object.sequence === "string")
                                message.sequence = $parseInt(object.sequence, 10);
                            else if (typeof object.sequence === "number")
                                message.sequence = object.sequence;
                            else if (typeof object.sequence === "object")
                                message.sequence = new $util.LongBits(object.sequence.low >>> 0, object.sequence.high >>> 0).toNumber(true);
                    if (object.acknowledged != null)
                        if ($Number(object.acknowledged) !== 0)
                            message.acknowledged = object.acknowledged >>> 0;
                    if (object.mac != null)
                        if (object.mac.length)
                            if (typeof object.mac === "string")
                                $util.base64.decode(object.mac, message.mac = $util.newBuffer($util.base64.length(object.mac)), 0);
                            else if (object.mac.length >= 0)
                                message.mac = object.mac;
                    return message;
                };

                /**
                 * Creates a plain object from a ReplyBatch message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.bridge.v1.ReplyBatch
                 * @static
                 * @param {retort.bridge.v1.ReplyBatch} message ReplyBatch
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ReplyBatch.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.replies = [];
                    if (options.defaults) {
                        object.imageId = 0;
                        object.refusal = null;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.sequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.sequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.acknowledged = 0;
                        if (options.bytes === $String)
                            object.mac = "";
                        else {
                            object.mac = [];
                            if (options.bytes !== $Array)
                                object.mac = $util.newBuffer(object.mac);
                        }
                    }
                    if (message.replies && message.replies.length) {
                        object.replies = $Array(message.replies.length);
                        for (let j = 0; j < message.replies.length; ++j)
                            object.replies[j] = options.bytes === $String ? $util.base64.encode(message.replies[j], 0, message.replies[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.replies[j]) : message.replies[j];
                    }
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId"))
                        object.imageId = message.imageId;
                    if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal"))
                        object.refusal = $root.retort.bridge.v1.Refusal.toObject(message.refusal, options, _depth + 1);
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.sequence = typeof message.sequence === "number" ? $BigInt(message.sequence) : $util.Long.fromBits(message.sequence.low >>> 0, message.sequence.high >>> 0, true).toBigInt();
                        else if (typeof message.sequence === "number")
                            object.sequence = options.longs === $String ? $String(message.sequence) : message.sequence;
                        else
                            object.sequence = options.longs === $String ? $util.Long.prototype.toString.call(message.sequence) : options.longs === $Number ? new $util.LongBits(message.sequence.low >>> 0, message.sequence.high >>> 0).toNumber(true) : message.sequence;
                    if (message.acknowledged != null && $Object.hasOwnProperty.call(message, "acknowledged"))
                        object.acknowledged = message.acknowledged;
                    if (message.mac != null && $Object.hasOwnProperty.call(message, "mac"))
                        object.mac = options.bytes === $String ? $util.base64.encode(message.mac, 0, message.mac.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.mac) : message.mac;
                    return object;
                };

                /**
                 * Converts this ReplyBatch to JSON.
                 * @function toJSON
                 * @memberof retort.bridge.v1.ReplyBatch
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ReplyBatch.prototype.toJSON = function() {
                    return ReplyBatch.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ReplyBatch;
            })();

            /**
             * RefusalCode enum.
             * @name retort.bridge.v1.RefusalCode
             * @enum {number}
             * @property {number} REFUSAL_CODE_UNSPECIFIED=0 REFUSAL_CODE_UNSPECIFIED value
             * @property {number} REFUSAL_CODE_UNKNOWN_BOARD=1 REFUSAL_CODE_UNKNOWN_BOARD value
             * @property {number} REFUSAL_CODE_MESSAGE_TOO_LARGE=2 REFUSAL_CODE_MESSAGE_TOO_LARGE value
             * @property {number} REFUSAL_CODE_MALFORMED=3 REFUSAL_CODE_MALFORMED value
             * @property {number} REFUSAL_CODE_LEASED=4 REFUSAL_CODE_LEASED value
             * @property {number} REFUSAL_CODE_STOPPING=5 REFUSAL_CODE_STOPPING value
             * @property {number} REFUSAL_CODE_UNAUTHENTICATED=6 REFUSAL_CODE_UNAUTHENTICATED value
             * @property {number} REFUSAL_CODE_WRONG_TOPIC=7 REFUSAL_CODE_WRONG_TOPIC value
             */
            v1.RefusalCode = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "REFUSAL_CODE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "REFUSAL_CODE_UNKNOWN_BOARD"] = 1;
                values[valuesById[2] = "REFUSAL_CODE_MESSAGE_TOO_LARGE"] = 2;
                values[valuesById[3] = "REFUSAL_CODE_MALFORMED"] = 3;
                values[valuesById[4] = "REFUSAL_CODE_LEASED"] = 4;
                values[valuesById[5] = "REFUSAL_CODE_STOPPING"] = 5;
                values[valuesById[6] = "REFUSAL_CODE_UNAUTHENTICATED"] = 6;
                values[valuesById[7] = "REFUSAL_CODE_WRONG_TOPIC"] = 7;
                return values;
            })();

            v1.Refusal = (function() {

                /**
                 * Properties of a Refusal.
                 * @typedef {Object} retort.bridge.v1.Refusal.$Properties
                 * @property {retort.bridge.v1.RefusalCode|null} [code] Refusal code
                 * @property {string|null} [detail] Refusal detail
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Refusal.
                 * @memberof retort.bridge.v1
                 * @interface IRefusal
                 * @augments retort.bridge.v1.Refusal.$Properties
                 * @deprecated Use retort.bridge.v1.Refusal.$Properties instead.
                 */

                /**
                 * Shape of a Refusal.
                 * @typedef {retort.bridge.v1.Refusal.$Properties} retort.bridge.v1.Refusal.$Shape
                 */

                /**
                 * Constructs a new Refusal.
                 * @memberof retort.bridge.v1
                 * @classdesc Represents a Refusal.
                 * @constructor
                 * @param {retort.bridge.v1.Refusal.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Refusal = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Refusal code.
                 * @member {retort.bridge.v1.RefusalCode} code
                 * @memberof retort.bridge.v1.Refusal
                 * @instance
                 */
                Refusal.prototype.code = 0;

                /**
                 * Refusal detail.
                 * @member {string} detail
                 * @memberof retort.bridge.v1.Refusal
                 * @instance
                 */
                Refusal.prototype.detail = "";

                /**
                 * Encodes the specified Refusal message. Does not implicitly {@link retort.bridge.v1.Refusal.verify|verify} messages.
                 * @function encode
                 * @memberof retort.bridge.v1.Refusal
                 * @static
                 * @param {retort.bridge.v1.Refusal.$Properties} message Refusal message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Refusal.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.detail);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Refusal message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.bridge.v1.Refusal
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.Refusal & retort.bridge.v1.Refusal.$Shape} Refusal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Refusal.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.bridge.v1.Refusal();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Refusal message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.bridge.v1.Refusal
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.bridge.v1.Refusal} Refusal
                 */
                Refusal.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.bridge.v1.Refusal)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.bridge.v1.Refusal: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.bridge.v1.Refusal();
                    if (object.code !== 0 && (typeof object.code !== "string" || $root.retort.bridge.v1.RefusalCode[object.code] !== 0))
                        switch (object.code) {
                        case "REFUSAL_CODE_UNSPECIFIED":
                        case 0:
                            message.code = 0;
                            break;
                        case "REFUSAL_CODE_UNKNOWN_BOARD":
                        case 1:
                            message.code = 1;
                            break;
                        case "REFUSAL_CODE_MESSAGE_TOO_LARGE":
                        case 2:
                            message.code = 2;
                            break;
                        case "REFUSAL_CODE_MALFORMED":
                        case 3:
                            message.code = 3;
                            break;
                        case "REFUSAL_CODE_LEASED":
                        case 4:
                            message.code = 4;
                            break;
                        case "REFUSAL_CODE_STOPPING":
                        case 5:
                            message.code = 5;
                            break;
                        case "REFUSAL_CODE_UNAUTHENTICATED":
                        case 6:
                            message.code = 6;
                            break;
                        case "REFUSAL_CODE_WRONG_TOPIC":
                        case 7:
                            message.code = 7;
                            break;
                        default:
                            if (typeof object.code === "number" && (object.code | 0) === object.code)
                                message.code = object.code;
                        }
                    if (object.detail != null)
                        if (typeof object.detail !== "string" || object.detail.length)
                            message.detail = $String(object.detail);
                    return message;
                };

                /**
                 * Creates a plain object from a Refusal message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.bridge.v1.Refusal
                 * @static
                 * @param {retort.bridge.v1.Refusal} message Refusal
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Refusal.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.code = options.enums === $String ? "REFUSAL_CODE_UNSPECIFIED" : 0;
                        object.detail = "";
                    }
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                        object.code = options.enums === $String ? $root.retort.bridge.v1.RefusalCode[message.code] === $undefined ? message.code : $root.retort.bridge.v1.RefusalCode[message.code] : message.code;
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                        object.detail = message.detail;
                    return object;
                };

                /**
                 * Converts this Refusal to JSON.
                 * @function toJSON
                 * @memberof retort.bridge.v1.Refusal
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Refusal.prototype.toJSON = function() {
                    return Refusal.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Refusal;
            })();

            v1.PredictionBatch = (function() {

                /**
                 * Properties of a PredictionBatch.
                 * @typedef {Object} retort.bridge.v1.PredictionBatch.$Properties
                 * @property {number|null} [sequence] PredictionBatch sequence
                 * @property {number|null} [imageId] PredictionBatch imageId
                 * @property {string|null} [client] PredictionBatch client
                 * @property {Array.<retort.bridge.v1.ObservedPrediction.$Properties>|null} [predictions] PredictionBatch predictions
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PredictionBatch.
                 * @memberof retort.bridge.v1
                 * @interface IPredictionBatch
                 * @augments retort.bridge.v1.PredictionBatch.$Properties
                 * @deprecated Use retort.bridge.v1.PredictionBatch.$Properties instead.
                 */

                /**
                 * Shape of a PredictionBatch.
                 * @typedef {retort.bridge.v1.PredictionBatch.$Properties} retort.bridge.v1.PredictionBatch.$Shape
                 */

                /**
                 * Constructs a new PredictionBatch.
                 * @memberof retort.bridge.v1
                 * @classdesc Represents a PredictionBatch.
                 * @constructor
                 * @param {retort.bridge.v1.PredictionBatch.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PredictionBatch = function (properties) {
                    this.predictions = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PredictionBatch sequence.
                 * @member {number} sequence
                 * @memberof retort.bridge.v1.PredictionBatch
                 * @instance
                 */
                PredictionBatch.prototype.sequence = 0;

                /**
                 * PredictionBatch imageId.
                 * @member {number} imageId
                 * @memberof retort.bridge.v1.PredictionBatch
                 * @instance
                 */
                PredictionBatch.prototype.imageId = 0;

                /**
                 * PredictionBatch client.
                 * @member {string} client
                 * @memberof retort.bridge.v1.PredictionBatch
                 * @instance
                 */
                PredictionBatch.prototype.client = "";

                /**
                 * PredictionBatch predictions.
                 * @member {Array.<retort.bridge.v1.ObservedPrediction.$Properties>} predictions
                 * @memberof retort.bridge.v1.PredictionBatch
                 * @instance
                 */
                PredictionBatch.prototype.predictions = $util.emptyArray;

                /**
                 * Encodes the specified PredictionBatch message. Does not implicitly {@link retort.bridge.v1.PredictionBatch.verify|verify} messages.
                 * @function encode
                 * @memberof retort.bridge.v1.PredictionBatch
                 * @static
                 * @param {retort.bridge.v1.PredictionBatch.$Properties} message PredictionBatch message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PredictionBatch.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && message.sequence !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.sequence);
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId") && message.imageId !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.imageId);
                    if (message.client != null && $Object.hasOwnProperty.call(message, "client") && message.client !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.client);
                    if (message.predictions != null && message.predictions.length)
                        for (let i = 0; i < message.predictions.length; ++i)
                            $root.retort.bridge.v1.ObservedPrediction.encode(message.predictions[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PredictionBatch message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.bridge.v1.PredictionBatch
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.PredictionBatch & retort.bridge.v1.PredictionBatch.$Shape} PredictionBatch
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PredictionBatch.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.bridge.v1.PredictionBatch();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.imageId = value;
                                else
                                    delete message.imageId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.client = value;
                                else
                                    delete message.client;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.predictions && message.predictions.length))
                                    message.predictions = [];
                                message.predictions.push($root.retort.bridge.v1.ObservedPrediction.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a PredictionBatch message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.bridge.v1.PredictionBatch
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.bridge.v1.PredictionBatch} PredictionBatch
                 */
                PredictionBatch.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.bridge.v1.PredictionBatch)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.bridge.v1.PredictionBatch: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.bridge.v1.PredictionBatch();
                    if (object.sequence != null)
                        if ($Number(object.sequence) !== 0)
                            message.sequence = object.sequence >>> 0;
                    if (object.imageId != null)
                        if ($Number(object.imageId) !== 0)
                            message.imageId = object.imageId >>> 0;
                    if (object.client != null)
                        if (typeof object.client !== "string" || object.client.length)
                            message.client = $String(object.client);
                    if (object.predictions) {
                        if (!$Array.isArray(object.predictions))
                            throw $TypeError(".retort.bridge.v1.PredictionBatch.predictions: array expected");
                        message.predictions = $Array(object.predictions.length);
                        for (let i = 0; i < object.predictions.length; ++i) {
                            if (!$util.isObject(object.predictions[i]))
                                throw $TypeError(".retort.bridge.v1.PredictionBatch.predictions: object expected");
                            message.predictions[i] = $root.retort.bridge.v1.ObservedPrediction.fromObject(object.predictions[i], _depth + 1);
                        }
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a PredictionBatch message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.bridge.v1.PredictionBatch
                 * @static
                 * @param {retort.bridge.v1.PredictionBatch} message PredictionBatch
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                PredictionBatch.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.predictions = [];
                    if (options.defaults) {
                        object.sequence = 0;
                        object.imageId = 0;
                        object.client = "";
                    }
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                        object.sequence = message.sequence;
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId"))
                        object.imageId = message.imageId;
                    if (message.client != null && $Object.hasOwnProperty.call(message, "client"))
                        object.client = message.client;
                    if (message.predictions && message.predictions.length) {
                        object.predictions = $Array(message.predictions.length);
                        for (let j = 0; j < message.predictions.length; ++j)
                            object.predictions[j] = $root.retort.bridge.v1.ObservedPrediction.toObject(message.predictions[j], options, _depth + 1);
                    }
                    return object;
                };

                /**
                 * Converts this PredictionBatch to JSON.
                 * @function toJSON
                 * @memberof retort.bridge.v1.PredictionBatch
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                PredictionBatch.prototype.toJSON = function() {
                    return PredictionBatch.toObject(this, $protobuf.util.toJSONOptions);
                };

                return PredictionBatch;
            })();

            v1.ObservedPrediction = (function() {

                /**
                 * Properties of an ObservedPrediction.
                 * @typedef {Object} retort.bridge.v1.ObservedPrediction.$Properties
                 * @property {number|null} [sampleId] ObservedPrediction sampleId
                 * @property {number|null} [label] ObservedPrediction label
                 * @property {number|null} [cycles] ObservedPrediction cycles
                 * @property {number|null} [latencyUs] ObservedPrediction latencyUs
                 * @property {Uint8Array|null} [logits] ObservedPrediction logits
                 * @property {Uint8Array|null} [input] ObservedPrediction input
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an ObservedPrediction.
                 * @memberof retort.bridge.v1
                 * @interface IObservedPrediction
                 * @augments retort.bridge.v1.ObservedPrediction.$Properties
                 * @deprecated Use retort.bridge.v1.ObservedPrediction.$Properties instead.
                 */

                /**
                 * Shape of an ObservedPrediction.
                 * @typedef {retort.bridge.v1.ObservedPrediction.$Properties} retort.bridge.v1.ObservedPrediction.$Shape
                 */

                /**
                 * Constructs a new ObservedPrediction.
                 * @memberof retort.bridge.v1
                 * @classdesc Represents an ObservedPrediction.
                 * @constructor
                 * @param {retort.bridge.v1.ObservedPrediction.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ObservedPrediction = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ObservedPrediction sampleId.
                 * @member {number} sampleId
                 * @memberof retort.bridge.v1.ObservedPrediction
                 * @instance
                 */
                ObservedPrediction.prototype.sampleId = 0;

                /**
                 * ObservedPrediction label.
                 * @member {number} label
                 * @memberof retort.bridge.v1.ObservedPrediction
                 * @instance
                 */
                ObservedPrediction.prototype.label = 0;

                /**
                 * ObservedPrediction cycles.
                 * @member {number} cycles
                 * @memberof retort.bridge.v1.ObservedPrediction
                 * @instance
                 */
                ObservedPrediction.prototype.cycles = 0;

                /**
                 * ObservedPrediction latencyUs.
                 * @member {number} latencyUs
                 * @memberof retort.bridge.v1.ObservedPrediction
                 * @instance
                 */
                ObservedPrediction.prototype.latencyUs = 0;

                /**
                 * ObservedPrediction logits.
                 * @member {Uint8Array} logits
                 * @memberof retort.bridge.v1.ObservedPrediction
                 * @instance
                 */
                ObservedPrediction.prototype.logits = $util.newBuffer([]);

                /**
                 * ObservedPrediction input.
                 * @member {Uint8Array} input
                 * @memberof retort.bridge.v1.ObservedPrediction
                 * @instance
                 */
                ObservedPrediction.prototype.input = $util.newBuffer([]);

                /**
                 * Encodes the specified ObservedPrediction message. Does not implicitly {@link retort.bridge.v1.ObservedPrediction.verify|verify} messages.
                 * @function encode
                 * @memberof retort.bridge.v1.ObservedPrediction
                 * @static
                 * @param {retort.bridge.v1.ObservedPrediction.$Properties} message ObservedPrediction message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ObservedPrediction.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sampleId != null && $Object.hasOwnProperty.call(message, "sampleId") && message.sampleId !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.sampleId);
                    if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.label);
                    if (message.cycles != null && $Object.hasOwnProperty.call(message, "cycles") && message.cycles !== 0)
                        writer.uint32(/* id 3, wireType 5 =*/29).fixed32(message.cycles);
                    if (message.latencyUs != null && $Object.hasOwnProperty.call(message, "latencyUs") && message.latencyUs !== 0)
                        writer.uint32(/* id 4, wireType 5 =*/37).fixed32(message.latencyUs);
                    if (message.logits != null && $Object.hasOwnProperty.call(message, "logits") && message.logits.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.logits);
                    if (message.input != null && $Object.hasOwnProperty.call(message, "input") && message.input.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.input);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an ObservedPrediction message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.bridge.v1.ObservedPrediction
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.bridge.v1.ObservedPrediction & retort.bridge.v1.ObservedPrediction.$Shape} ObservedPrediction
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ObservedPrediction.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.bridge.v1.ObservedPrediction();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.sampleId = value;
                                else
                                    delete message.sampleId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.label = value;
                                else
                                    delete message.label;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.cycles = value;
                                else
                                    delete message.cycles;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.latencyUs = value;
                                else
                                    delete message.latencyUs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.logits = value;
                                else
                                    delete message.logits;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.input = value;
                                else
                                    delete message.input;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an ObservedPrediction message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.bridge.v1.ObservedPrediction
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.bridge.v1.ObservedPrediction} ObservedPrediction
                 */
                ObservedPrediction.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.bridge.v1.ObservedPrediction)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.bridge.v1.ObservedPrediction: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.bridge.v1.ObservedPrediction();
                    if (object.sampleId != null)
                        if ($Number(object.sampleId) !== 0)
                            message.sampleId = object.sampleId >>> 0;
                    if (object.label != null)
                        if ($Number(object.label) !== 0)
                            message.label = object.label >>> 0;
                    if (object.cycles != null)
                        if ($Number(object.cycles) !== 0)
                            message.cycles = object.cycles >>> 0;
                    if (object.latencyUs != null)
                        if ($Number(object.latencyUs) !== 0)
                            message.latencyUs = object.latencyUs >>> 0;
                    if (object.logits != null)
                        if (object.logits.length)
                            if (typeof object.logits === "string")
                                $util.base64.decode(object.logits, message.logits = $util.newBuffer($util.base64.length(object.logits)), 0);
                            else if (object.logits.length >= 0)
                                message.logits = object.logits;
                    if (object.input != null)
                        if (object.input.length)
                            if (typeof object.input === "string")
                                $util.base64.decode(object.input, message.input = $util.newBuffer($util.base64.length(object.input)), 0);
                            else if (object.input.length >= 0)
                                message.input = object.input;
                    return message;
                };

                /**
                 * Creates a plain object from an ObservedPrediction message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.bridge.v1.ObservedPrediction
                 * @static
                 * @param {retort.bridge.v1.ObservedPrediction} message ObservedPrediction
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ObservedPrediction.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.sampleId = 0;
                        object.label = 0;
                        object.cycles = 0;
                        object.latencyUs = 0;
                        if (options.bytes === $String)
                            object.logits = "";
                        else {
                            object.logits = [];
                            if (options.bytes !== $Array)
                                object.logits = $util.newBuffer(object.logits);
                        }
                        if (options.bytes === $String)
                            object.input = "";
                        else {
                            object.input = [];
                            if (options.bytes !== $Array)
                                object.input = $util.newBuffer(object.input);
                        }
                    }
                    if (message.sampleId != null && $Object.hasOwnProperty.call(message, "sampleId"))
                        object.sampleId = message.sampleId;
                    if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                        object.label = message.label;
                    if (message.cycles != null && $Object.hasOwnProperty.call(message, "cycles"))
                        object.cycles = message.cycles;
                    if (message.latencyUs != null && $Object.hasOwnProperty.call(message, "latencyUs"))
                        object.latencyUs = message.latencyUs;
                    if (message.logits != null && $Object.hasOwnProperty.call(message, "logits"))
                        object.logits = options.bytes === $String ? $util.base64.encode(message.logits, 0, message.logits.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.logits) : message.logits;
                    if (message.input != null && $Object.hasOwnProperty.call(message, "input"))
                        object.input = options.bytes === $String ? $util.base64.encode(message.input, 0, message.input.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.input) : message.input;
                    return object;
                };

                /**
                 * Converts this ObservedPrediction to JSON.
                 * @function toJSON
                 * @memberof retort.bridge.v1.ObservedPrediction
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ObservedPrediction.prototype.toJSON = function() {
                    return ObservedPrediction.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ObservedPrediction;
            })();

            return v1;
        })();

        return bridge;
    })();

    retort.link = (function() {

        /**
         * Namespace link.
         * @memberof retort
         * @namespace
         */
        const link = {};

        link.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof retort.link
             * @namespace
             */
            const v1 = {};

            v1.Request = (function() {

                /**
                 * Properties of a Request.
                 * @typedef {Object} retort.link.v1.Request.$Properties
                 * @property {number|null} [id] Request id
                 * @property {retort.link.v1.Identify.$Properties|null} [identify] Request identify
                 * @property {retort.link.v1.GetStatus.$Properties|null} [getStatus] Request getStatus
                 * @property {retort.link.v1.SetBaudRate.$Properties|null} [setBaudRate] Request setBaudRate
                 * @property {retort.link.v1.Begin.$Properties|null} [begin] Request begin
                 * @property {retort.link.v1.Chunk.$Properties|null} [chunk] Request chunk
                 * @property {retort.link.v1.Commit.$Properties|null} [commit] Request commit
                 * @property {retort.link.v1.Infer.$Properties|null} [infer] Request infer
                 * @property {retort.link.v1.RangeCrc.$Properties|null} [rangeCrc] Request rangeCrc
                 * @property {retort.link.v1.ReadMemory.$Properties|null} [readMemory] Request readMemory
                 * @property {retort.link.v1.Abort.$Properties|null} [abort] Request abort
                 * @property {"identify"|"getStatus"|"setBaudRate"|"begin"|"chunk"|"commit"|"infer"|"rangeCrc"|"readMemory"|"abort"} [command] Request command
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Request.
                 * @memberof retort.link.v1
                 * @interface IRequest
                 * @augments retort.link.v1.Request.$Properties
                 * @deprecated Use retort.link.v1.Request.$Properties instead.
                 */

                /**
                 * Narrowed shape of a Request.
                 * @typedef {{
                 *   id?: number|null;
                 *   identify?: retort.link.v1.Identify.$Shape|null;
                 *   getStatus?: retort.link.v1.GetStatus.$Shape|null;
                 *   setBaudRate?: retort.link.v1.SetBaudRate.$Shape|null;
                 *   begin?: retort.link.v1.Begin.$Shape|null;
                 *   chunk?: retort.link.v1.Chunk.$Shape|null;
                 *   commit?: retort.link.v1.Commit.$Shape|null;
                 *   infer?: retort.link.v1.Infer.$Shape|null;
                 *   rangeCrc?: retort.link.v1.RangeCrc.$Shape|null;
                 *   readMemory?: retort.link.v1.ReadMemory.$Shape|null;
                 *   abort?: retort.link.v1.Abort.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ command?: undefined; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "identify"; identify: retort.link.v1.Identify.$Shape; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "getStatus"; identify?: null; getStatus: retort.link.v1.GetStatus.$Shape; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "setBaudRate"; identify?: null; getStatus?: null; setBaudRate: retort.link.v1.SetBaudRate.$Shape; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "begin"; identify?: null; getStatus?: null; setBaudRate?: null; begin: retort.link.v1.Begin.$Shape; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "chunk"; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk: retort.link.v1.Chunk.$Shape; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "commit"; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit: retort.link.v1.Commit.$Shape; infer?: null; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "infer"; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer: retort.link.v1.Infer.$Shape; rangeCrc?: null; readMemory?: null; abort?: null }|{ command?: "rangeCrc"; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc: retort.link.v1.RangeCrc.$Shape; readMemory?: null; abort?: null }|{ command?: "readMemory"; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory: retort.link.v1.ReadMemory.$Shape; abort?: null }|{ command?: "abort"; identify?: null; getStatus?: null; setBaudRate?: null; begin?: null; chunk?: null; commit?: null; infer?: null; rangeCrc?: null; readMemory?: null; abort: retort.link.v1.Abort.$Shape })
                 * )} retort.link.v1.Request.$Shape
                 */

                /**
                 * Constructs a new Request.
                 * @memberof retort.link.v1
                 * @classdesc Represents a Request.
                 * @constructor
                 * @param {retort.link.v1.Request.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Request = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Request id.
                 * @member {number} id
                 * @memberof retort.link.v1.Request
                 * @instance
                 */
                Request.prototype.id = 0;

                /**
                 * Request identify.
                 * @member {retort.link.v1.Identify.$Properties|null|undefined} identify
                 * @memberof retort.link.v1.Request
                 * @instance
                 */
                Request.prototype.identify = null;

                /**
                 * Request getStatus.
                 * @member {retort.link.v1.GetStatus.$Properties|null|undefined} getStatus
                 * @memberof retort.link.v1.Request
                 * @instance
                 */
                Request.prototype.getStatus = null;

                /**
                 * Request setBaudRate.
                 * @member {retort.link.v1.SetBaudRate.$Properties|null|undefined} setBaudRate
                 * @memberof retort.link.v1.Request
                 * @instance
                 */
                Request.prototype.setBaudRate = null;

                /**
                 * Request begin.
                 * @member {retort.link.v1.Begin.$Properties|null|undefined} begin
                 * @memberof retort.link.v1.Request
                 * @instance
                 */
                Request.prototype.begin = null;

                /**
                 * Request chunk.
                 * @member {retort.link.v1.Chunk.$Properties|null|undefined} chunk
                 * @memberof retort.link.v1.Request
                 * @instance
                 */
                Request.prototype.chunk = null;

                /**
                 * Request commit.
                 * @member {retort.link.v1.Commit.$Properties|null|undefined} commit
                 * @memberof retort.link.v1.Request
                 * @instance
                 */
                Request.prototype.commit = null;

                /**
                 * Request infer.
                 * @member {retort.link.v1.Infer.$Properties|null|undefined} infer
                 * @memberof retort.link.v1.Request
                 * @instance
                 */
                Request.prototype.infer = null;

                /**
                 * Request rangeCrc.
                 * @member {retort.link.v1.RangeCrc.$Properties|null|undefined} rangeCrc
                 * @memberof retort.link.v1.Request
                 * @instance
                 */
                Request.prototype.rangeCrc = null;

                /**
                 * Request readMemory.
                 * @member {retort.link.v1.ReadMemory.$Properties|null|undefined} readMemory
                 * @memberof retort.link.v1.Request
                 * @instance
                 */
                Request.prototype.readMemory = null;

                /**
                 * Request abort.
                 * @member {retort.link.v1.Abort.$Properties|null|undefined} abort
                 * @memberof retort.link.v1.Request
                 * @instance
                 */
                Request.prototype.abort = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Request command.
                 * @member {"identify"|"getStatus"|"setBaudRate"|"begin"|"chunk"|"commit"|"infer"|"rangeCrc"|"readMemory"|"abort"|undefined} command
                 * @memberof retort.link.v1.Request
                 * @instance
                 */
                $Object.defineProperty(Request.prototype, "command", {
                    get: $util.oneOfGetter($oneOfFields = ["identify", "getStatus", "setBaudRate", "begin", "chunk", "commit", "infer", "rangeCrc", "readMemory", "abort"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Request message. Does not implicitly {@link retort.link.v1.Request.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Request
                 * @static
                 * @param {retort.link.v1.Request.$Properties} message Request message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Request.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.id);
                    if (message.identify != null && $Object.hasOwnProperty.call(message, "identify"))
                        $root.retort.link.v1.Identify.encode(message.identify, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.getStatus != null && $Object.hasOwnProperty.call(message, "getStatus"))
                        $root.retort.link.v1.GetStatus.encode(message.getStatus, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.setBaudRate != null && $Object.hasOwnProperty.call(message, "setBaudRate"))
                        $root.retort.link.v1.SetBaudRate.encode(message.setBaudRate, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.begin != null && $Object.hasOwnProperty.call(message, "begin"))
                        $root.retort.link.v1.Begin.encode(message.begin, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.chunk != null && $Object.hasOwnProperty.call(message, "chunk"))
                        $root.retort.link.v1.Chunk.encode(message.chunk, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.commit != null && $Object.hasOwnProperty.call(message, "commit"))
                        $root.retort.link.v1.Commit.encode(message.commit, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.infer != null && $Object.hasOwnProperty.call(message, "infer"))
                        $root.retort.link.v1.Infer.encode(message.infer, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.rangeCrc != null && $Object.hasOwnProperty.call(message, "rangeCrc"))
                        $root.retort.link.v1.RangeCrc.encode(message.rangeCrc, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.readMemory != null && $Object.hasOwnProperty.call(message, "readMemory"))
                        $root.retort.link.v1.ReadMemory.encode(message.readMemory, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.abort != null && $Object.hasOwnProperty.call(message, "abort"))
                        $root.retort.link.v1.Abort.encode(message.abort, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Request message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Request
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Request & retort.link.v1.Request.$Shape} Request
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Request.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Request();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.identify = $root.retort.link.v1.Identify.decode(reader, reader.size(), $undefined, _depth + 1, message.identify);
                                message.command = "identify";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.getStatus = $root.retort.link.v1.GetStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.getStatus);
                                message.command = "getStatus";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.setBaudRate = $root.retort.link.v1.SetBaudRate.decode(reader, reader.size(), $undefined, _depth + 1, message.setBaudRate);
                                message.command = "setBaudRate";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.begin = $root.retort.link.v1.Begin.decode(reader, reader.size(), $undefined, _depth + 1, message.begin);
                                message.command = "begin";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.chunk = $root.retort.link.v1.Chunk.decode(reader, reader.size(), $undefined, _depth + 1, message.chunk);
                                message.command = "chunk";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.commit = $root.retort.link.v1.Commit.decode(reader, reader.size(), $undefined, _depth + 1, message.commit);
                                message.command = "commit";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.infer = $root.retort.link.v1.Infer.decode(reader, reader.size(), $undefined, _depth + 1, message.infer);
                                message.command = "infer";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.rangeCrc = $root.retort.link.v1.RangeCrc.decode(reader, reader.size(), $undefined, _depth + 1, message.rangeCrc);
                                message.command = "rangeCrc";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.readMemory = $root.retort.link.v1.ReadMemory.decode(reader, reader.size(), $undefined, _depth + 1, message.readMemory);
                                message.command = "readMemory";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.abort = $root.retort.link.v1.Abort.decode(reader, reader.size(), $undefined, _depth + 1, message.abort);
                                message.command = "abort";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Request message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Request
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Request} Request
                 */
                Request.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Request)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Request: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Request();
                    if (object.id != null)
                        if ($Number(object.id) !== 0)
                            message.id = object.id >>> 0;
                    if (object.identify != null) {
                        if (!$util.isObject(object.identify))
                            throw $TypeError(".retort.link.v1.Request.identify: object expected");
                        message.identify = $root.retort.link.v1.Identify.fromObject(object.identify, _depth + 1);
                    }
                    if (object.getStatus != null) {
                        if (!$util.isObject(object.getStatus))
                            throw $TypeError(".retort.link.v1.Request.getStatus: object expected");
                        message.getStatus = $root.retort.link.v1.GetStatus.fromObject(object.getStatus, _depth + 1);
                    }
                    if (object.setBaudRate != null) {
                        if (!$util.isObject(object.setBaudRate))
                            throw $TypeError(".retort.link.v1.Request.setBaudRate: object expected");
                        message.setBaudRate = $root.retort.link.v1.SetBaudRate.fromObject(object.setBaudRate, _depth + 1);
                    }
                    if (object.begin != null) {
                        if (!$util.isObject(object.begin))
                            throw $TypeError(".retort.link.v1.Request.begin: object expected");
                        message.begin = $root.retort.link.v1.Begin.fromObject(object.begin, _depth + 1);
                    }
                    if (object.chunk != null) {
                        if (!$util.isObject(object.chunk))
                            throw $TypeError(".retort.link.v1.Request.chunk: object expected");
                        message.chunk = $root.retort.link.v1.Chunk.fromObject(object.chunk, _depth + 1);
                    }
                    if (object.commit != null) {
                        if (!$util.isObject(object.commit))
                            throw $TypeError(".retort.link.v1.Request.commit: object expected");
                        message.commit = $root.retort.link.v1.Commit.fromObject(object.commit, _depth + 1);
                    }
                    if (object.infer != null) {
                        if (!$util.isObject(object.infer))
                            throw $TypeError(".retort.link.v1.Request.infer: object expected");
                        message.infer = $root.retort.link.v1.Infer.fromObject(object.infer, _depth + 1);
                    }
                    if (object.rangeCrc != null) {
                        if (!$util.isObject(object.rangeCrc))
                            throw $TypeError(".retort.link.v1.Request.rangeCrc: object expected");
                        message.rangeCrc = $root.retort.link.v1.RangeCrc.fromObject(object.rangeCrc, _depth + 1);
                    }
                    if (object.readMemory != null) {
                        if (!$util.isObject(object.readMemory))
                            throw $TypeError(".retort.link.v1.Request.readMemory: object expected");
                        message.readMemory = $root.retort.link.v1.ReadMemory.fromObject(object.readMemory, _depth + 1);
                    }
                    if (object.abort != null) {
                        if (!$util.isObject(object.abort))
                            throw $TypeError(".retort.link.v1.Request.abort: object expected");
                        message.abort = $root.retort.link.v1.Abort.fromObject(object.abort, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a Request message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Request
                 * @static
                 * @param {retort.link.v1.Request} message Request
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Request.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.id = 0;
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                        object.id = message.id;
                    if (message.identify != null && $Object.hasOwnProperty.call(message, "identify")) {
                        object.identify = $root.retort.link.v1.Identify.toObject(message.identify, options, _depth + 1);
                        if (options.oneofs)
                            object.command = "identify";
                    }
                    if (message.getStatus != null && $Object.hasOwnProperty.call(message, "getStatus")) {
                        object.getStatus = $root.retort.link.v1.GetStatus.toObject(message.getStatus, options, _depth + 1);
                        if (options.oneofs)
                            object.command = "getStatus";
                    }
                    if (message.setBaudRate != null && $Object.hasOwnProperty.call(message, "setBaudRate")) {
                        object.setBaudRate = $root.retort.link.v1.SetBaudRate.toObject(message.setBaudRate, options, _depth + 1);
                        if (options.oneofs)
                            object.command = "setBaudRate";
                    }
                    if (message.begin != null && $Object.hasOwnProperty.call(message, "begin")) {
                        object.begin = $root.retort.link.v1.Begin.toObject(message.begin, options, _depth + 1);
                        if (options.oneofs)
                            object.command = "begin";
                    }
                    if (message.chunk != null && $Object.hasOwnProperty.call(message, "chunk")) {
                        object.chunk = $root.retort.link.v1.Chunk.toObject(message.chunk, options, _depth + 1);
                        if (options.oneofs)
                            object.command = "chunk";
                    }
                    if (message.commit != null && $Object.hasOwnProperty.call(message, "commit")) {
                        object.commit = $root.retort.link.v1.Commit.toObject(message.commit, options, _depth + 1);
                        if (options.oneofs)
                            object.command = "commit";
                    }
                    if (message.infer != null && $Object.hasOwnProperty.call(message, "infer")) {
                        object.infer = $root.retort.link.v1.Infer.toObject(message.infer, options, _depth + 1);
                        if (options.oneofs)
                            object.command = "infer";
                    }
                    if (message.rangeCrc != null && $Object.hasOwnProperty.call(message, "rangeCrc")) {
                        object.rangeCrc = $root.retort.link.v1.RangeCrc.toObject(message.rangeCrc, options, _depth + 1);
                        if (options.oneofs)
                            object.command = "rangeCrc";
                    }
                    if (message.readMemory != null && $Object.hasOwnProperty.call(message, "readMemory")) {
                        object.readMemory = $root.retort.link.v1.ReadMemory.toObject(message.readMemory, options, _depth + 1);
                        if (options.oneofs)
                            object.command = "readMemory";
                    }
                    if (message.abort != null && $Object.hasOwnProperty.call(message, "abort")) {
                        object.abort = $root.retort.link.v1.Abort.toObject(message.abort, options, _depth + 1);
                        if (options.oneofs)
                            object.command = "abort";
                    }
                    return object;
                };

                /**
                 * Converts this Request to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Request
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Request.prototype.toJSON = function() {
                    return Request.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Request;
            })();

            v1.Reply = (function() {

                /**
                 * Properties of a Reply.
                 * @typedef {Object} retort.link.v1.Reply.$Properties
                 * @property {number|null} [id] Reply id
                 * @property {retort.link.v1.Identity.$Properties|null} [identity] Reply identity
                 * @property {retort.link.v1.Status.$Properties|null} [status] Reply status
                 * @property {retort.link.v1.BaudRateSet.$Properties|null} [baudRateSet] Reply baudRateSet
                 * @property {retort.link.v1.Ready.$Properties|null} [ready] Reply ready
                 * @property {retort.link.v1.ChunkWritten.$Properties|null} [chunkWritten] Reply chunkWritten
                 * @property {retort.link.v1.Committed.$Properties|null} [committed] Reply committed
                 * @property {retort.link.v1.Prediction.$Properties|null} [prediction] Reply prediction
                 * @property {retort.link.v1.RangeCrcValue.$Properties|null} [rangeCrcValue] Reply rangeCrcValue
                 * @property {retort.link.v1.Memory.$Properties|null} [memory] Reply memory
                 * @property {retort.link.v1.Aborted.$Properties|null} [aborted] Reply aborted
                 * @property {retort.link.v1.Error.$Properties|null} [error] Reply error
                 * @property {"identity"|"status"|"baudRateSet"|"ready"|"chunkWritten"|"committed"|"prediction"|"rangeCrcValue"|"memory"|"aborted"|"error"} [answer] Reply answer
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Reply.
                 * @memberof retort.link.v1
                 * @interface IReply
                 * @augments retort.link.v1.Reply.$Properties
                 * @deprecated Use retort.link.v1.Reply.$Properties instead.
                 */

                /**
                 * Narrowed shape of a Reply.
                 * @typedef {{
                 *   id?: number|null;
                 *   identity?: retort.link.v1.Identity.$Shape|null;
                 *   status?: retort.link.v1.Status.$Shape|null;
                 *   baudRateSet?: retort.link.v1.BaudRateSet.$Shape|null;
                 *   ready?: retort.link.v1.Ready.$Shape|null;
                 *   chunkWritten?: retort.link.v1.ChunkWritten.$Shape|null;
                 *   committed?: retort.link.v1.Committed.$Shape|null;
                 *   prediction?: retort.link.v1.Prediction.$Shape|null;
                 *   rangeCrcValue?: retort.link.v1.RangeCrcValue.$Shape|null;
                 *   memory?: retort.link.v1.Memory.$Shape|null;
                 *   aborted?: retort.link.v1.Aborted.$Shape|null;
                 *   error?: retort.link.v1.Error.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ answer?: undefined; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "identity"; identity: retort.link.v1.Identity.$Shape; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "status"; identity?: null; status: retort.link.v1.Status.$Shape; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "baudRateSet"; identity?: null; status?: null; baudRateSet: retort.link.v1.BaudRateSet.$Shape; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "ready"; identity?: null; status?: null; baudRateSet?: null; ready: retort.link.v1.Ready.$Shape; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "chunkWritten"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten: retort.link.v1.ChunkWritten.$Shape; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "committed"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed: retort.link.v1.Committed.$Shape; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "prediction"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction: retort.link.v1.Prediction.$Shape; rangeCrcValue?: null; memory?: null; aborted?: null; error?: null }|{ answer?: "rangeCrcValue"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue: retort.link.v1.RangeCrcValue.$Shape; memory?: null; aborted?: null; error?: null }|{ answer?: "memory"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory: retort.link.v1.Memory.$Shape; aborted?: null; error?: null }|{ answer?: "aborted"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted: retort.link.v1.Aborted.$Shape; error?: null }|{ answer?: "error"; identity?: null; status?: null; baudRateSet?: null; ready?: null; chunkWritten?: null; committed?: null; prediction?: null; rangeCrcValue?: null; memory?: null; aborted?: null; error: retort.link.v1.Error.$Shape })
                 * )} retort.link.v1.Reply.$Shape
                 */

                /**
                 * Constructs a new Reply.
                 * @memberof retort.link.v1
                 * @classdesc Represents a Reply.
                 * @constructor
                 * @param {retort.link.v1.Reply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Reply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Reply id.
                 * @member {number} id
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                Reply.prototype.id = 0;

                /**
                 * Reply identity.
                 * @member {retort.link.v1.Identity.$Properties|null|undefined} identity
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                Reply.prototype.identity = null;

                /**
                 * Reply status.
                 * @member {retort.link.v1.Status.$Properties|null|undefined} status
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                Reply.prototype.status = null;

                /**
                 * Reply baudRateSet.
                 * @member {retort.link.v1.BaudRateSet.$Properties|null|undefined} baudRateSet
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                Reply.prototype.baudRateSet = null;

                /**
                 * Reply ready.
                 * @member {retort.link.v1.Ready.$Properties|null|undefined} ready
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                Reply.prototype.ready = null;

                /**
                 * Reply chunkWritten.
                 * @member {retort.link.v1.ChunkWritten.$Properties|null|undefined} chunkWritten
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                Reply.prototype.chunkWritten = null;

                /**
                 * Reply committed.
                 * @member {retort.link.v1.Committed.$Properties|null|undefined} committed
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                Reply.prototype.committed = null;

                /**
                 * Reply prediction.
                 * @member {retort.link.v1.Prediction.$Properties|null|undefined} prediction
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                Reply.prototype.prediction = null;

                /**
                 * Reply rangeCrcValue.
                 * @member {retort.link.v1.RangeCrcValue.$Properties|null|undefined} rangeCrcValue
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                Reply.prototype.rangeCrcValue = null;

                /**
                 * Reply memory.
                 * @member {retort.link.v1.Memory.$Properties|null|undefined} memory
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                Reply.prototype.memory = null;

                /**
                 * Reply aborted.
                 * @member {retort.link.v1.Aborted.$Properties|null|undefined} aborted
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                Reply.prototype.aborted = null;

                /**
                 * Reply error.
                 * @member {retort.link.v1.Error.$Properties|null|undefined} error
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                Reply.prototype.error = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Reply answer.
                 * @member {"identity"|"status"|"baudRateSet"|"ready"|"chunkWritten"|"committed"|"prediction"|"rangeCrcValue"|"memory"|"aborted"|"error"|undefined} answer
                 * @memberof retort.link.v1.Reply
                 * @instance
                 */
                $Object.defineProperty(Reply.prototype, "answer", {
                    get: $util.oneOfGetter($oneOfFields = ["identity", "status", "baudRateSet", "ready", "chunkWritten", "committed", "prediction", "rangeCrcValue", "memory", "aborted", "error"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Reply message. Does not implicitly {@link retort.link.v1.Reply.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Reply
                 * @static
                 * @param {retort.link.v1.Reply.$Properties} message Reply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Reply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.id);
                    if (message.identity != null && $Object.hasOwnProperty.call(message, "identity"))
                        $root.retort.link.v1.Identity.encode(message.identity, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.retort.link.v1.Status.encode(message.status, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.baudRateSet != null && $Object.hasOwnProperty.call(message, "baudRateSet"))
                        $root.retort.link.v1.BaudRateSet.encode(message.baudRateSet, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.ready != null && $Object.hasOwnProperty.call(message, "ready"))
                        $root.retort.link.v1.Ready.encode(message.ready, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.chunkWritten != null && $Object.hasOwnProperty.call(message, "chunkWritten"))
                        $root.retort.link.v1.ChunkWritten.encode(message.chunkWritten, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.committed != null && $Object.hasOwnProperty.call(message, "committed"))
                        $root.retort.link.v1.Committed.encode(message.committed, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.prediction != null && $Object.hasOwnProperty.call(message, "prediction"))
                        $root.retort.link.v1.Prediction.encode(message.prediction, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.rangeCrcValue != null && $Object.hasOwnProperty.call(message, "rangeCrcValue"))
                        $root.retort.link.v1.RangeCrcValue.encode(message.rangeCrcValue, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.memory != null && $Object.hasOwnProperty.call(message, "memory"))
                        $root.retort.link.v1.Memory.encode(message.memory, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.aborted != null && $Object.hasOwnProperty.call(message, "aborted"))
                        $root.retort.link.v1.Aborted.encode(message.aborted, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                        $root.retort.link.v1.Error.encode(message.error, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Reply message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Reply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Reply & retort.link.v1.Reply.$Shape} Reply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Reply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Reply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.identity = $root.retort.link.v1.Identity.decode(reader, reader.size(), $undefined, _depth + 1, message.identity);
                                message.answer = "identity";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.retort.link.v1.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                message.answer = "status";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.baudRateSet = $root.retort.link.v1.BaudRateSet.decode(reader, reader.size(), $undefined, _depth + 1, message.baudRateSet);
                                message.answer = "baudRateSet";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.ready = $root.retort.link.v1.Ready.decode(reader, reader.size(), $undefined, _depth + 1, message.ready);
                                message.answer = "ready";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.chunkWritten = $root.retort.link.v1.ChunkWritten.decode(reader, reader.size(), $undefined, _depth + 1, message.chunkWritten);
                                message.answer = "chunkWritten";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.committed = $root.retort.link.v1.Committed.decode(reader, reader.size(), $undefined, _depth + 1, message.committed);
                                message.answer = "committed";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.prediction = $root.retort.link.v1.Prediction.decode(reader, reader.size(), $undefined, _depth + 1, message.prediction);
                                message.answer = "prediction";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.rangeCrcValue = $root.retort.link.v1.RangeCrcValue.decode(reader, reader.size(), $undefined, _depth + 1, message.rangeCrcValue);
                                message.answer = "rangeCrcValue";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.memory = $root.retort.link.v1.Memory.decode(reader, reader.size(), $undefined, _depth + 1, message.memory);
                                message.answer = "memory";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.aborted = $root.retort.link.v1.Aborted.decode(reader, reader.size(), $undefined, _depth + 1, message.aborted);
                                message.answer = "aborted";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.error = $root.retort.link.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                                message.answer = "error";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Reply message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Reply
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Reply} Reply
                 */
                Reply.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Reply)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Reply: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Reply();
                    if (object.id != null)
                        if ($Number(object.id) !== 0)
                            message.id = object.id >>> 0;
                    if (object.identity != null) {
                        if (!$util.isObject(object.identity))
                            throw $TypeError(".retort.link.v1.Reply.identity: object expected");
                        message.identity = $root.retort.link.v1.Identity.fromObject(object.identity, _depth + 1);
                    }
                    if (object.status != null) {
                        if (!$util.isObject(object.status))
                            throw $TypeError(".retort.link.v1.Reply.status: object expected");
                        message.status = $root.retort.link.v1.Status.fromObject(object.status, _depth + 1);
                    }
                    if (object.baudRateSet != null) {
                        if (!$util.isObject(object.baudRateSet))
                            throw $TypeError(".retort.link.v1.Reply.baudRateSet: object expected");
                        message.baudRateSet = $root.retort.link.v1.BaudRateSet.fromObject(object.baudRateSet, _depth + 1);
                    }
                    if (object.ready != null) {
                        if (!$util.isObject(object.ready))
                            throw $TypeError(".retort.link.v1.Reply.ready: object expected");
                        message.ready = $root.retort.link.v1.Ready.fromObject(object.ready, _depth + 1);
                    }
                    if (object.chunkWritten != null) {
                        if (!$util.isObject(object.chunkWritten))
                            throw $TypeError(".retort.link.v1.Reply.chunkWritten: object expected");
                        message.chunkWritten = $root.retort.link.v1.ChunkWritten.fromObject(object.chunkWritten, _depth + 1);
                    }
                    if (object.committed != null) {
                        if (!$util.isObject(object.committed))
                            throw $TypeError(".retort.link.v1.Reply.committed: object expected");
                        message.committed = $root.retort.link.v1.Committed.fromObject(object.committed, _depth + 1);
                    }
                    if (object.prediction != null) {
                        if (!$util.isObject(object.prediction))
                            throw $TypeError(".retort.link.v1.Reply.prediction: object expected");
                        message.prediction = $root.retort.link.v1.Prediction.fromObject(object.prediction, _depth + 1);
                    }
                    if (object.rangeCrcValue != null) {
                        if (!$util.isObject(object.rangeCrcValue))
                            throw $TypeError(".retort.link.v1.Reply.rangeCrcValue: object expected");
                        message.rangeCrcValue = $root.retort.link.v1.RangeCrcValue.fromObject(object.rangeCrcValue, _depth + 1);
                    }
                    if (object.memory != null) {
                        if (!$util.isObject(object.memory))
                            throw $TypeError(".retort.link.v1.Reply.memory: object expected");
                        message.memory = $root.retort.link.v1.Memory.fromObject(object.memory, _depth + 1);
                    }
                    if (object.aborted != null) {
                        if (!$util.isObject(object.aborted))
                            throw $TypeError(".retort.link.v1.Reply.aborted: object expected");
                        message.aborted = $root.retort.link.v1.Aborted.fromObject(object.aborted, _depth + 1);
                    }
                    if (object.error != null) {
                        if (!$util.isObject(object.error))
                            throw $TypeError(".retort.link.v1.Reply.error: object expected");
                        message.error = $root.retort.link.v1.Error.fromObject(object.error, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a Reply message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Reply
                 * @static
                 * @param {retort.link.v1.Reply} message Reply
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Reply.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.id = 0;
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                        object.id = message.id;
                    if (message.identity != null && $Object.hasOwnProperty.call(message, "identity")) {
                        object.identity = $root.retort.link.v1.Identity.toObject(message.identity, options, _depth + 1);
                        if (options.oneofs)
                            object.answer = "identity";
                    }
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status")) {
                        object.status = $root.retort.link.v1.Status.toObject(message.status, options, _depth + 1);
                        if (options.oneofs)
                            object.answer = "status";
                    }
                    if (message.baudRateSet != null && $Object.hasOwnProperty.call(message, "baudRateSet")) {
                        object.baudRateSet = $root.retort.link.v1.BaudRateSet.toObject(message.baudRateSet, options, _depth + 1);
                        if (options.oneofs)
                            object.answer = "baudRateSet";
                    }
                    if (message.ready != null && $Object.hasOwnProperty.call(message, "ready")) {
                        object.ready = $root.retort.link.v1.Ready.toObject(message.ready, options, _depth + 1);
                        if (options.oneofs)
                            object.answer = "ready";
                    }
                    if (message.chunkWritten != null && $Object.hasOwnProperty.call(message, "chunkWritten")) {
                        object.chunkWritten = $root.retort.link.v1.ChunkWritten.toObject(message.chunkWritten, options, _depth + 1);
                        if (options.oneofs)
                            object.answer = "chunkWritten";
                    }
                    if (message.committed != null && $Object.hasOwnProperty.call(message, "committed")) {
                        object.committed = $root.retort.link.v1.Committed.toObject(message.committed, options, _depth + 1);
                        if (options.oneofs)
                            object.answer = "committed";
                    }
                    if (message.prediction != null && $Object.hasOwnProperty.call(message, "prediction")) {
                        object.prediction = $root.retort.link.v1.Prediction.toObject(message.prediction, options, _depth + 1);
                        if (options.oneofs)
                            object.answer = "prediction";
                    }
                    if (message.rangeCrcValue != null && $Object.hasOwnProperty.call(message, "rangeCrcValue")) {
                        object.rangeCrcValue = $root.retort.link.v1.RangeCrcValue.toObject(message.rangeCrcValue, options, _depth + 1);
                        if (options.oneofs)
                            object.answer = "rangeCrcValue";
                    }
                    if (message.memory != null && $Object.hasOwnProperty.call(message, "memory")) {
                        object.memory = $root.retort.link.v1.Memory.toObject(message.memory, options, _depth + 1);
                        if (options.oneofs)
                            object.answer = "memory";
                    }
                    if (message.aborted != null && $Object.hasOwnProperty.call(message, "aborted")) {
                        object.aborted = $root.retort.link.v1.Aborted.toObject(message.aborted, options, _depth + 1);
                        if (options.oneofs)
                            object.answer = "aborted";
                    }
                    if (message.error != null && $Object.hasOwnProperty.call(message, "error")) {
                        object.error = $root.retort.link.v1.Error.toObject(message.error, options, _depth + 1);
                        if (options.oneofs)
                            object.answer = "error";
                    }
                    return object;
                };

                /**
                 * Converts this Reply to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Reply
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Reply.prototype.toJSON = function() {
                    return Reply.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Reply;
            })();

            v1.Identify = (function() {

                /**
                 * Properties of an Identify.
                 * @typedef {Object} retort.link.v1.Identify.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Identify.
                 * @memberof retort.link.v1
                 * @interface IIdentify
                 * @augments retort.link.v1.Identify.$Properties
                 * @deprecated Use retort.link.v1.Identify.$Properties instead.
                 */

                /**
                 * Shape of an Identify.
                 * @typedef {retort.link.v1.Identify.$Properties} retort.link.v1.Identify.$Shape
                 */

                /**
                 * Constructs a new Identify.
                 * @memberof retort.link.v1
                 * @classdesc Represents an Identify.
                 * @constructor
                 * @param {retort.link.v1.Identify.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Identify = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified Identify message. Does not implicitly {@link retort.link.v1.Identify.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Identify
                 * @static
                 * @param {retort.link.v1.Identify.$Properties} message Identify message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Identify.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Identify message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Identify
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Identify & retort.link.v1.Identify.$Shape} Identify
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Identify.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Identify();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an Identify message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Identify
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Identify} Identify
                 */
                Identify.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Identify)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Identify: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.retort.link.v1.Identify();
                };

                /**
                 * Creates a plain object from an Identify message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Identify
                 * @static
                 * @param {retort.link.v1.Identify} message Identify
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Identify.toObject = function () {
                    return {};
                };

                /**
                 * Converts this Identify to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Identify
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Identify.prototype.toJSON = function() {
                    return Identify.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Identify;
            })();

            v1.Identity = (function() {

                /**
                 * Properties of an Identity.
                 * @typedef {Object} retort.link.v1.Identity.$Properties
                 * @property {number|null} [core] Identity core
                 * @property {number|null} [build] Identity build
                 * @property {number|null} [macsPerCycle] Identity macsPerCycle
                 * @property {number|null} [memoryBytes] Identity memoryBytes
                 * @property {number|null} [clockHz] Identity clockHz
                 * @property {number|null} [imageId] Identity imageId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Identity.
                 * @memberof retort.link.v1
                 * @interface IIdentity
                 * @augments retort.link.v1.Identity.$Properties
                 * @deprecated Use retort.link.v1.Identity.$Properties instead.
                 */

                /**
                 * Shape of an Identity.
                 * @typedef {retort.link.v1.Identity.$Properties} retort.link.v1.Identity.$Shape
                 */

                /**
                 * Constructs a new Identity.
                 * @memberof retort.link.v1
                 * @classdesc Represents an Identity.
                 * @constructor
                 * @param {retort.link.v1.Identity.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Identity = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Identity core.
                 * @member {number} core
                 * @memberof retort.link.v1.Identity
                 * @instance
                 */
                Identity.prototype.core = 0;

                /**
                 * Identity build.
                 * @member {number} build
                 * @memberof retort.link.v1.Identity
                 * @instance
                 */
                Identity.prototype.build = 0;

                /**
                 * Identity macsPerCycle.
                 * @member {number} macsPerCycle
                 * @memberof retort.link.v1.Identity
                 * @instance
                 */
                Identity.prototype.macsPerCycle = 0;

                /**
                 * Identity memoryBytes.
                 * @member {number} memoryBytes
                 * @memberof retort.link.v1.Identity
                 * @instance
                 */
                Identity.prototype.memoryBytes = 0;

                /**
                 * Identity clockHz.
                 * @member {number} clockHz
                 * @memberof retort.link.v1.Identity
                 * @instance
                 */
                Identity.prototype.clockHz = 0;

                /**
                 * Identity imageId.
                 * @member {number} imageId
                 * @memberof retort.link.v1.Identity
                 * @instance
                 */
                Identity.prototype.imageId = 0;

                /**
                 * Encodes the specified Identity message. Does not implicitly {@link retort.link.v1.Identity.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Identity
                 * @static
                 * @param {retort.link.v1.Identity.$Properties} message Identity message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Identity.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.core != null && $Object.hasOwnProperty.call(message, "core") && message.core !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.core);
                    if (message.build != null && $Object.hasOwnProperty.call(message, "build") && message.build !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.build);
                    if (message.macsPerCycle != null && $Object.hasOwnProperty.call(message, "macsPerCycle") && message.macsPerCycle !== 0)
                        writer.uint32(/* id 3, wireType 5 =*/29).fixed32(message.macsPerCycle);
                    if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes") && message.memoryBytes !== 0)
                        writer.uint32(/* id 4, wireType 5 =*/37).fixed32(message.memoryBytes);
                    if (message.clockHz != null && $Object.hasOwnProperty.call(message, "clockHz") && message.clockHz !== 0)
                        writer.uint32(/* id 5, wireType 5 =*/45).fixed32(message.clockHz);
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId") && message.imageId !== 0)
                        writer.uint32(/* id 6, wireType 5 =*/53).fixed32(message.imageId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Identity message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Identity
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Identity & retort.link.v1.Identity.$Shape} Identity
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Identity.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Identity();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.core = value;
                                else
                                    delete message.core;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.build = value;
                                else
                                    delete message.build;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.macsPerCycle = value;
                                else
                                    delete message.macsPerCycle;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.memoryBytes = value;
                                else
                                    delete message.memoryBytes;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.clockHz = value;
                                else
                                    delete message.clockHz;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.imageId = value;
                                else
                                    delete message.imageId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an Identity message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Identity
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Identity} Identity
                 */
                Identity.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Identity)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Identity: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Identity();
                    if (object.core != null)
                        if ($Number(object.core) !== 0)
                            message.core = object.core >>> 0;
                    if (object.build != null)
                        if ($Number(object.build) !== 0)
                            message.build = object.build >>> 0;
                    if (object.macsPerCycle != null)
                        if ($Number(object.macsPerCycle) !== 0)
                            message.macsPerCycle = object.macsPerCycle >>> 0;
                    if (object.memoryBytes != null)
                        if ($Number(object.memoryBytes) !== 0)
                            message.memoryBytes = object.memoryBytes >>> 0;
                    if (object.clockHz != null)
                        if ($Number(object.clockHz) !== 0)
                            message.clockHz = object.clockHz >>> 0;
                    if (object.imageId != null)
                        if ($Number(object.imageId) !== 0)
                            message.imageId = object.imageId >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from an Identity message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Identity
                 * @static
                 * @param {retort.link.v1.Identity} message Identity
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Identity.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.core = 0;
                        object.build = 0;
                        object.macsPerCycle = 0;
                        object.memoryBytes = 0;
                        object.clockHz = 0;
                        object.imageId = 0;
                    }
                    if (message.core != null && $Object.hasOwnProperty.call(message, "core"))
                        object.core = message.core;
                    if (message.build != null && $Object.hasOwnProperty.call(message, "build"))
                        object.build = message.build;
                    if (message.macsPerCycle != null && $Object.hasOwnProperty.call(message, "macsPerCycle"))
                        object.macsPerCycle = message.macsPerCycle;
                    if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes"))
                        object.memoryBytes = message.memoryBytes;
                    if (message.clockHz != null && $Object.hasOwnProperty.call(message, "clockHz"))
                        object.clockHz = message.clockHz;
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId"))
                        object.imageId = message.imageId;
                    return object;
                };

                /**
                 * Converts this Identity to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Identity
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Identity.prototype.toJSON = function() {
                    return Identity.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Identity;
            })();

            v1.GetStatus = (function() {

                /**
                 * Properties of a GetStatus.
                 * @typedef {Object} retort.link.v1.GetStatus.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetStatus.
                 * @memberof retort.link.v1
                 * @interface IGetStatus
                 * @augments retort.link.v1.GetStatus.$Properties
                 * @deprecated Use retort.link.v1.GetStatus.$Properties instead.
                 */

                /**
                 * Shape of a GetStatus.
                 * @typedef {retort.link.v1.GetStatus.$Properties} retort.link.v1.GetStatus.$Shape
                 */

                /**
                 * Constructs a new GetStatus.
                 * @memberof retort.link.v1
                 * @classdesc Represents a GetStatus.
                 * @constructor
                 * @param {retort.link.v1.GetStatus.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetStatus = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified GetStatus message. Does not implicitly {@link retort.link.v1.GetStatus.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.GetStatus
                 * @static
                 * @param {retort.link.v1.GetStatus.$Properties} message GetStatus message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GetStatus message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.GetStatus
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.GetStatus & retort.link.v1.GetStatus.$Shape} GetStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetStatus.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.GetStatus();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a GetStatus message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.GetStatus
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.GetStatus} GetStatus
                 */
                GetStatus.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.GetStatus)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.GetStatus: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.retort.link.v1.GetStatus();
                };

                /**
                 * Creates a plain object from a GetStatus message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.GetStatus
                 * @static
                 * @param {retort.link.v1.GetStatus} message GetStatus
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                GetStatus.toObject = function () {
                    return {};
                };

                /**
                 * Converts this GetStatus to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.GetStatus
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                GetStatus.prototype.toJSON = function() {
                    return GetStatus.toObject(this, $protobuf.util.toJSONOptions);
                };

                return GetStatus;
            })();

            v1.Status = (function() {

                /**
                 * Properties of a Status.
                 * @typedef {Object} retort.link.v1.Status.$Properties
                 * @property {number|null} [imageId] Status imageId
                 * @property {number|null} [uploadImageId] Status uploadImageId
                 * @property {number|null} [received] Status received
                 * @property {number|null} [goodFrames] Status goodFrames
                 * @property {number|null} [badFrames] Status badFrames
                 * @property {number|null} [inferences] Status inferences
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Status.
                 * @memberof retort.link.v1
                 * @interface IStatus
                 * @augments retort.link.v1.Status.$Properties
                 * @deprecated Use retort.link.v1.Status.$Properties instead.
                 */

                /**
                 * Shape of a Status.
                 * @typedef {retort.link.v1.Status.$Properties} retort.link.v1.Status.$Shape
                 */

                /**
                 * Constructs a new Status.
                 * @memberof retort.link.v1
                 * @classdesc Represents a Status.
                 * @constructor
                 * @param {retort.link.v1.Status.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Status = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Status imageId.
                 * @member {number} imageId
                 * @memberof retort.link.v1.Status
                 * @instance
                 */
                Status.prototype.imageId = 0;

                /**
                 * Status uploadImageId.
                 * @member {number} uploadImageId
                 * @memberof retort.link.v1.Status
                 * @instance
                 */
                Status.prototype.uploadImageId = 0;

                /**
                 * Status received.
                 * @member {number} received
                 * @memberof retort.link.v1.Status
                 * @instance
                 */
                Status.prototype.received = 0;

                /**
                 * Status goodFrames.
                 * @member {number} goodFrames
                 * @memberof retort.link.v1.Status
                 * @instance
                 */
                Status.prototype.goodFrames = 0;

                /**
                 * Status badFrames.
                 * @member {number} badFrames
                 * @memberof retort.link.v1.Status
                 * @instance
                 */
                Status.prototype.badFrames = 0;

                /**
                 * Status inferences.
                 * @member {number} inferences
                 * @memberof retort.link.v1.Status
                 * @instance
                 */
                Status.prototype.inferences = 0;

                /**
                 * Encodes the specified Status message. Does not implicitly {@link retort.link.v1.Status.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Status
                 * @static
                 * @param {retort.link.v1.Status.$Properties} message Status message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Status.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId") && message.imageId !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.imageId);
                    if (message.uploadImageId != null && $Object.hasOwnProperty.call(message, "uploadImageId") && message.uploadImageId !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.uploadImageId);
                    if (message.received != null && $Object.hasOwnProperty.call(message, "received") && message.received !== 0)
                        writer.uint32(/* id 3, wireType 5 =*/29).fixed32(message.received);
                    if (message.goodFrames != null && $Object.hasOwnProperty.call(message, "goodFrames") && message.goodFrames !== 0)
                        writer.uint32(/* id 4, wireType 5 =*/37).fixed32(message.goodFrames);
                    if (message.badFrames != null && $Object.hasOwnProperty.call(message, "badFrames") && message.badFrames !== 0)
                        writer.uint32(/* id 5, wireType 5 =*/45).fixed32(message.badFrames);
                    if (message.inferences != null && $Object.hasOwnProperty.call(message, "inferences") && message.inferences !== 0)
                        writer.uint32(/* id 6, wireType 5 =*/53).fixed32(message.inferences);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Status message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Status
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Status & retort.link.v1.Status.$Shape} Status
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Status.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Status();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.imageId = value;
                                else
                                    delete message.imageId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.uploadImageId = value;
                                else
                                    delete message.uploadImageId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.received = value;
                                else
                                    delete message.received;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.goodFrames = value;
                                else
                                    delete message.goodFrames;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.badFrames = value;
                                else
                                    delete message.badFrames;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.inferences = value;
                                else
                                    delete message.inferences;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Status message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Status
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Status} Status
                 */
                Status.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Status)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Status: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Status();
                    if (object.imageId != null)
                        if ($Number(object.imageId) !== 0)
                            message.imageId = object.imageId >>> 0;
                    if (object.uploadImageId != null)
                        if ($Number(object.uploadImageId) !== 0)
                            message.uploadImageId = object.uploadImageId >>> 0;
                    if (object.received != null)
                        if ($Number(object.received) !== 0)
                            message.received = object.received >>> 0;
                    if (object.goodFrames != null)
                        if ($Number(object.goodFrames) !== 0)
                            message.goodFrames = object.goodFrames >>> 0;
                    if (object.badFrames != null)
                        if ($Number(object.badFrames) !== 0)
                            message.badFrames = object.badFrames >>> 0;
                    if (object.inferences != null)
                        if ($Number(object.inferences) !== 0)
                            message.inferences = object.inferences >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a Status message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Status
                 * @static
                 * @param {retort.link.v1.Status} message Status
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Status.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.imageId = 0;
                        object.uploadImageId = 0;
                        object.received = 0;
                        object.goodFrames = 0;
                        object.badFrames = 0;
                        object.inferences = 0;
                    }
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId"))
                        object.imageId = message.imageId;
                    if (message.uploadImageId != null && $Object.hasOwnProperty.call(message, "uploadImageId"))
                        object.uploadImageId = message.uploadImageId;
                    if (message.received != null && $Object.hasOwnProperty.call(message, "received"))
                        object.received = message.received;
                    if (message.goodFrames != null && $Object.hasOwnProperty.call(message, "goodFrames"))
                        object.goodFrames = message.goodFrames;
                    if (message.badFrames != null && $Object.hasOwnProperty.call(message, "badFrames"))
                        object.badFrames = message.badFrames;
                    if (message.inferences != null && $Object.hasOwnProperty.call(message, "inferences"))
                        object.inferences = message.inferences;
                    return object;
                };

                /**
                 * Converts this Status to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Status
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Status.prototype.toJSON = function() {
                    return Status.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Status;
            })();

            v1.SetBaudRate = (function() {

                /**
                 * Properties of a SetBaudRate.
                 * @typedef {Object} retort.link.v1.SetBaudRate.$Properties
                 * @property {number|null} [cyclesPerBit] SetBaudRate cyclesPerBit
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SetBaudRate.
                 * @memberof retort.link.v1
                 * @interface ISetBaudRate
                 * @augments retort.link.v1.SetBaudRate.$Properties
                 * @deprecated Use retort.link.v1.SetBaudRate.$Properties instead.
                 */

                /**
                 * Shape of a SetBaudRate.
                 * @typedef {retort.link.v1.SetBaudRate.$Properties} retort.link.v1.SetBaudRate.$Shape
                 */

                /**
                 * Constructs a new SetBaudRate.
                 * @memberof retort.link.v1
                 * @classdesc Represents a SetBaudRate.
                 * @constructor
                 * @param {retort.link.v1.SetBaudRate.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SetBaudRate = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SetBaudRate cyclesPerBit.
                 * @member {number} cyclesPerBit
                 * @memberof retort.link.v1.SetBaudRate
                 * @instance
                 */
                SetBaudRate.prototype.cyclesPerBit = 0;

                /**
                 * Encodes the specified SetBaudRate message. Does not implicitly {@link retort.link.v1.SetBaudRate.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.SetBaudRate
                 * @static
                 * @param {retort.link.v1.SetBaudRate.$Properties} message SetBaudRate message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SetBaudRate.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.cyclesPerBit != null && $Object.hasOwnProperty.call(message, "cyclesPerBit") && message.cyclesPerBit !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.cyclesPerBit);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SetBaudRate message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.SetBaudRate
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.SetBaudRate & retort.link.v1.SetBaudRate.$Shape} SetBaudRate
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SetBaudRate.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.SetBaudRate();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.cyclesPerBit = value;
                                else
                                    delete message.cyclesPerBit;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a SetBaudRate message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.SetBaudRate
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.SetBaudRate} SetBaudRate
                 */
                SetBaudRate.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.SetBaudRate)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.SetBaudRate: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.SetBaudRate();
                    if (object.cyclesPerBit != null)
                        if ($Number(object.cyclesPerBit) !== 0)
                            message.cyclesPerBit = object.cyclesPerBit >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a SetBaudRate message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.SetBaudRate
                 * @static
                 * @param {retort.link.v1.SetBaudRate} message SetBaudRate
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                SetBaudRate.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.cyclesPerBit = 0;
                    if (message.cyclesPerBit != null && $Object.hasOwnProperty.call(message, "cyclesPerBit"))
                        object.cyclesPerBit = message.cyclesPerBit;
                    return object;
                };

                /**
                 * Converts this SetBaudRate to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.SetBaudRate
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                SetBaudRate.prototype.toJSON = function() {
                    return SetBaudRate.toObject(this, $protobuf.util.toJSONOptions);
                };

                return SetBaudRate;
            })();

            v1.BaudRateSet = (function() {

                /**
                 * Properties of a BaudRateSet.
                 * @typedef {Object} retort.link.v1.BaudRateSet.$Properties
                 * @property {number|null} [cyclesPerBit] BaudRateSet cyclesPerBit
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a BaudRateSet.
                 * @memberof retort.link.v1
                 * @interface IBaudRateSet
                 * @augments retort.link.v1.BaudRateSet.$Properties
                 * @deprecated Use retort.link.v1.BaudRateSet.$Properties instead.
                 */

                /**
                 * Shape of a BaudRateSet.
                 * @typedef {retort.link.v1.BaudRateSet.$Properties} retort.link.v1.BaudRateSet.$Shape
                 */

                /**
                 * Constructs a new BaudRateSet.
                 * @memberof retort.link.v1
                 * @classdesc Represents a BaudRateSet.
                 * @constructor
                 * @param {retort.link.v1.BaudRateSet.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const BaudRateSet = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * BaudRateSet cyclesPerBit.
                 * @member {number} cyclesPerBit
                 * @memberof retort.link.v1.BaudRateSet
                 * @instance
                 */
                BaudRateSet.prototype.cyclesPerBit = 0;

                /**
                 * Encodes the specified BaudRateSet message. Does not implicitly {@link retort.link.v1.BaudRateSet.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.BaudRateSet
                 * @static
                 * @param {retort.link.v1.BaudRateSet.$Properties} message BaudRateSet message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                BaudRateSet.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.cyclesPerBit != null && $Object.hasOwnProperty.call(message, "cyclesPerBit") && message.cyclesPerBit !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.cyclesPerBit);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a BaudRateSet message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.BaudRateSet
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.BaudRateSet & retort.link.v1.BaudRateSet.$Shape} BaudRateSet
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                BaudRateSet.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.BaudRateSet();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.cyclesPerBit = value;
                                else
                                    delete message.cyclesPerBit;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a BaudRateSet message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.BaudRateSet
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.BaudRateSet} BaudRateSet
                 */
                BaudRateSet.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.BaudRateSet)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.BaudRateSet: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.BaudRateSet();
                    if (object.cyclesPerBit != null)
                        if ($Number(object.cyclesPerBit) !== 0)
                            message.cyclesPerBit = object.cyclesPerBit >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a BaudRateSet message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.BaudRateSet
                 * @static
                 * @param {retort.link.v1.BaudRateSet} message BaudRateSet
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                BaudRateSet.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.cyclesPerBit = 0;
                    if (message.cyclesPerBit != null && $Object.hasOwnProperty.call(message, "cyclesPerBit"))
                        object.cyclesPerBit = message.cyclesPerBit;
                    return object;
                };

                /**
                 * Converts this BaudRateSet to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.BaudRateSet
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                BaudRateSet.prototype.toJSON = function() {
                    return BaudRateSet.toObject(this, $protobuf.util.toJSONOptions);
                };

                return BaudRateSet;
            })();

            v1.Begin = (function() {

                /**
                 * Properties of a Begin.
                 * @typedef {Object} retort.link.v1.Begin.$Properties
                 * @property {number|null} [imageId] Begin imageId
                 * @property {number|null} [length] Begin length
                 * @property {number|null} [core] Begin core
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Begin.
                 * @memberof retort.link.v1
                 * @interface IBegin
                 * @augments retort.link.v1.Begin.$Properties
                 * @deprecated Use retort.link.v1.Begin.$Properties instead.
                 */

                /**
                 * Shape of a Begin.
                 * @typedef {retort.link.v1.Begin.$Properties} retort.link.v1.Begin.$Shape
                 */

                /**
                 * Constructs a new Begin.
                 * @memberof retort.link.v1
                 * @classdesc Represents a Begin.
                 * @constructor
                 * @param {retort.link.v1.Begin.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Begin = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Begin imageId.
                 * @member {number} imageId
                 * @memberof retort.link.v1.Begin
                 * @instance
                 */
                Begin.prototype.imageId = 0;

                /**
                 * Begin length.
                 * @member {number} length
                 * @memberof retort.link.v1.Begin
                 * @instance
                 */
                Begin.prototype.length = 0;

                /**
                 * Begin core.
                 * @member {number} core
                 * @memberof retort.link.v1.Begin
                 * @instance
                 */
                Begin.prototype.core = 0;

                /**
                 * Encodes the specified Begin message. Does not implicitly {@link retort.link.v1.Begin.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Begin
                 * @static
                 * @param {retort.link.v1.Begin.$Properties} message Begin message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Begin.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId") && message.imageId !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.imageId);
                    if (message.length != null && $Object.hasOwnProperty.call(message, "length") && message.length !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.length);
                    if (message.core != null && $Object.hasOwnProperty.call(message, "core") && message.core !== 0)
                        writer.uint32(/* id 3, wireType 5 =*/29).fixed32(message.core);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Begin message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Begin
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Begin & retort.link.v1.Begin.$Shape} Begin
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Begin.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Begin();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.imageId = value;
                                else
                                    delete message.imageId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.length = value;
                                else
                                    delete message.length;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.core = value;
                                else
                                    delete message.core;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Begin message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Begin
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Begin} Begin
                 */
                Begin.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Begin)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Begin: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Begin();
                    if (object.imageId != null)
                        if ($Number(object.imageId) !== 0)
                            message.imageId = object.imageId >>> 0;
                    if (object.length != null)
                        if ($Number(object.length) !== 0)
                            message.length = object.length >>> 0;
                    if (object.core != null)
                        if ($Number(object.core) !== 0)
                            message.core = object.core >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a Begin message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Begin
                 * @static
                 * @param {retort.link.v1.Begin} message Begin
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Begin.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.imageId = 0;
                        object.length = 0;
                        object.core = 0;
                    }
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId"))
                        object.imageId = message.imageId;
                    if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                        object.length = message.length;
                    if (message.core != null && $Object.hasOwnProperty.call(message, "core"))
                        object.core = message.core;
                    return object;
                };

                /**
                 * Converts this Begin to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Begin
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Begin.prototype.toJSON = function() {
                    return Begin.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Begin;
            })();

            v1.Ready = (function() {

                /**
                 * Properties of a Ready.
                 * @typedef {Object} retort.link.v1.Ready.$Properties
                 * @property {number|null} [received] Ready received
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Ready.
                 * @memberof retort.link.v1
                 * @interface IReady
                 * @augments retort.link.v1.Ready.$Properties
                 * @deprecated Use retort.link.v1.Ready.$Properties instead.
                 */

                /**
                 * Shape of a Ready.
                 * @typedef {retort.link.v1.Ready.$Properties} retort.link.v1.Ready.$Shape
                 */

                /**
                 * Constructs a new Ready.
                 * @memberof retort.link.v1
                 * @classdesc Represents a Ready.
                 * @constructor
                 * @param {retort.link.v1.Ready.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Ready = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Ready received.
                 * @member {number} received
                 * @memberof retort.link.v1.Ready
                 * @instance
                 */
                Ready.prototype.received = 0;

                /**
                 * Encodes the specified Ready message. Does not implicitly {@link retort.link.v1.Ready.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Ready
                 * @static
                 * @param {retort.link.v1.Ready.$Properties} message Ready message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Ready.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.received != null && $Object.hasOwnProperty.call(message, "received") && message.received !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.received);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Ready message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Ready
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Ready & retort.link.v1.Ready.$Shape} Ready
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Ready.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Ready();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.received = value;
                                else
                                    delete message.received;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Ready message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Ready
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Ready} Ready
                 */
                Ready.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Ready)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Ready: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Ready();
                    if (object.received != null)
                        if ($Number(object.received) !== 0)
                            message.received = object.received >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a Ready message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Ready
                 * @static
                 * @param {retort.link.v1.Ready} message Ready
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Ready.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.received = 0;
                    if (message.received != null && $Object.hasOwnProperty.call(message, "received"))
                        object.received = message.received;
                    return object;
                };

                /**
                 * Converts this Ready to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Ready
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Ready.prototype.toJSON = function() {
                    return Ready.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Ready;
            })();

            v1.Chunk = (function() {

                /**
                 * Properties of a Chunk.
                 * @typedef {Object} retort.link.v1.Chunk.$Properties
                 * @property {number|null} [offset] Chunk offset
                 * @property {Uint8Array|null} [data] Chunk data
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Chunk.
                 * @memberof retort.link.v1
                 * @interface IChunk
                 * @augments retort.link.v1.Chunk.$Properties
                 * @deprecated Use retort.link.v1.Chunk.$Properties instead.
                 */

                /**
                 * Shape of a Chunk.
                 * @typedef {retort.link.v1.Chunk.$Properties} retort.link.v1.Chunk.$Shape
                 */

                /**
                 * Constructs a new Chunk.
                 * @memberof retort.link.v1
                 * @classdesc Represents a Chunk.
                 * @constructor
                 * @param {retort.link.v1.Chunk.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Chunk = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Chunk offset.
                 * @member {number} offset
                 * @memberof retort.link.v1.Chunk
                 * @instance
                 */
                Chunk.prototype.offset = 0;

                /**
                 * Chunk data.
                 * @member {Uint8Array} data
                 * @memberof retort.link.v1.Chunk
                 * @instance
                 */
                Chunk.prototype.data = $util.newBuffer([]);

                /**
                 * Encodes the specified Chunk message. Does not implicitly {@link retort.link.v1.Chunk.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Chunk
                 * @static
                 * @param {retort.link.v1.Chunk.$Properties} message Chunk message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Chunk.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && message.offset !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.offset);
                    if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.data);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Chunk message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Chunk
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Chunk & retort.link.v1.Chunk.$Shape} Chunk
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Chunk.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Chunk();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.data = value;
                                else
                                    delete message.data;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Chunk message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Chunk
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Chunk} Chunk
                 */
                Chunk.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Chunk)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Chunk: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Chunk();
                    if (object.offset != null)
                        if ($Number(object.offset) !== 0)
                            message.offset = object.offset >>> 0;
                    if (object.data != null)
                        if (object.data.length)
                            if (typeof object.data === "string")
                                $util.base64.decode(object.data, message.data = $util.newBuffer($util.base64.length(object.data)), 0);
                            else if (object.data.length >= 0)
                                message.data = object.data;
                    return message;
                };

                /**
                 * Creates a plain object from a Chunk message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Chunk
                 * @static
                 * @param {retort.link.v1.Chunk} message Chunk
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Chunk.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.offset = 0;
                        if (options.bytes === $String)
                            object.data = "";
                        else {
                            object.data = [];
                            if (options.bytes !== $Array)
                                object.data = $util.newBuffer(object.data);
                        }
                    }
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                        object.offset = message.offset;
                    if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                        object.data = options.bytes === $String ? $util.base64.encode(message.data, 0, message.data.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.data) : message.data;
                    return object;
                };

                /**
                 * Converts this Chunk to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Chunk
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Chunk.prototype.toJSON = function() {
                    return Chunk.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Chunk;
            })();

            v1.ChunkWritten = (function() {

                /**
                 * Properties of a ChunkWritten.
                 * @typedef {Object} retort.link.v1.ChunkWritten.$Properties
                 * @property {number|null} [offset] ChunkWritten offset
                 * @property {number|null} [received] ChunkWritten received
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ChunkWritten.
                 * @memberof retort.link.v1
                 * @interface IChunkWritten
                 * @augments retort.link.v1.ChunkWritten.$Properties
                 * @deprecated Use retort.link.v1.ChunkWritten.$Properties instead.
                 */

                /**
                 * Shape of a ChunkWritten.
                 * @typedef {retort.link.v1.ChunkWritten.$Properties} retort.link.v1.ChunkWritten.$Shape
                 */

                /**
                 * Constructs a new ChunkWritten.
                 * @memberof retort.link.v1
                 * @classdesc Represents a ChunkWritten.
                 * @constructor
                 * @param {retort.link.v1.ChunkWritten.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ChunkWritten = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ChunkWritten offset.
                 * @member {number} offset
                 * @memberof retort.link.v1.ChunkWritten
                 * @instance
                 */
                ChunkWritten.prototype.offset = 0;

                /**
                 * ChunkWritten received.
                 * @member {number} received
                 * @memberof retort.link.v1.ChunkWritten
                 * @instance
                 */
                ChunkWritten.prototype.received = 0;

                /**
                 * Encodes the specified ChunkWritten message. Does not implicitly {@link retort.link.v1.ChunkWritten.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.ChunkWritten
                 * @static
                 * @param {retort.link.v1.ChunkWritten.$Properties} message ChunkWritten message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ChunkWritten.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && message.offset !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.offset);
                    if (message.received != null && $Object.hasOwnProperty.call(message, "received") && message.received !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.received);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ChunkWritten message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.ChunkWritten
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.ChunkWritten & retort.link.v1.ChunkWritten.$Shape} ChunkWritten
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ChunkWritten.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.ChunkWritten();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.received = value;
                                else
                                    delete message.received;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a ChunkWritten message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.ChunkWritten
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.ChunkWritten} ChunkWritten
                 */
                ChunkWritten.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.ChunkWritten)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.ChunkWritten: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.ChunkWritten();
                    if (object.offset != null)
                        if ($Number(object.offset) !== 0)
                            message.offset = object.offset >>> 0;
                    if (object.received != null)
                        if ($Number(object.received) !== 0)
                            message.received = object.received >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a ChunkWritten message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.ChunkWritten
                 * @static
                 * @param {retort.link.v1.ChunkWritten} message ChunkWritten
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ChunkWritten.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.offset = 0;
                        object.received = 0;
                    }
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                        object.offset = message.offset;
                    if (message.received != null && $Object.hasOwnProperty.call(message, "received"))
                        object.received = message.received;
                    return object;
                };

                /**
                 * Converts this ChunkWritten to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.ChunkWritten
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ChunkWritten.prototype.toJSON = function() {
                    return ChunkWritten.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ChunkWritten;
            })();

            v1.Commit = (function() {

                /**
                 * Properties of a Commit.
                 * @typedef {Object} retort.link.v1.Commit.$Properties
                 * @property {number|null} [imageId] Commit imageId
                 * @property {number|null} [crc] Commit crc
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Commit.
                 * @memberof retort.link.v1
                 * @interface ICommit
                 * @augments retort.link.v1.Commit.$Properties
                 * @deprecated Use retort.link.v1.Commit.$Properties instead.
                 */

                /**
                 * Shape of a Commit.
                 * @typedef {retort.link.v1.Commit.$Properties} retort.link.v1.Commit.$Shape
                 */

                /**
                 * Constructs a new Commit.
                 * @memberof retort.link.v1
                 * @classdesc Represents a Commit.
                 * @constructor
                 * @param {retort.link.v1.Commit.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Commit = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Commit imageId.
                 * @member {number} imageId
                 * @memberof retort.link.v1.Commit
                 * @instance
                 */
                Commit.prototype.imageId = 0;

                /**
                 * Commit crc.
                 * @member {number} crc
                 * @memberof retort.link.v1.Commit
                 * @instance
                 */
                Commit.prototype.crc = 0;

                /**
                 * Encodes the specified Commit message. Does not implicitly {@link retort.link.v1.Commit.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Commit
                 * @static
                 * @param {retort.link.v1.Commit.$Properties} message Commit message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Commit.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId") && message.imageId !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.imageId);
                    if (message.crc != null && $Object.hasOwnProperty.call(message, "crc") && message.crc !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.crc);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Commit message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Commit
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Commit & retort.link.v1.Commit.$Shape} Commit
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Commit.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Commit();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.imageId = value;
                                else
                                    delete message.imageId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.crc = value;
                                else
                                    delete message.crc;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Commit message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Commit
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Commit} Commit
                 */
                Commit.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Commit)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Commit: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Commit();
                    if (object.imageId != null)
                        if ($Number(object.imageId) !== 0)
                            message.imageId = object.imageId >>> 0;
                    if (object.crc != null)
                        if ($Number(object.crc) !== 0)
                            message.crc = object.crc >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a Commit message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Commit
                 * @static
                 * @param {retort.link.v1.Commit} message Commit
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Commit.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.imageId = 0;
                        object.crc = 0;
                    }
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId"))
                        object.imageId = message.imageId;
                    if (message.crc != null && $Object.hasOwnProperty.call(message, "crc"))
                        object.crc = message.crc;
                    return object;
                };

                /**
                 * Converts this Commit to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Commit
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Commit.prototype.toJSON = function() {
                    return Commit.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Commit;
            })();

            v1.Committed = (function() {

                /**
                 * Properties of a Committed.
                 * @typedef {Object} retort.link.v1.Committed.$Properties
                 * @property {number|null} [imageId] Committed imageId
                 * @property {number|null} [cycles] Committed cycles
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Committed.
                 * @memberof retort.link.v1
                 * @interface ICommitted
                 * @augments retort.link.v1.Committed.$Properties
                 * @deprecated Use retort.link.v1.Committed.$Properties instead.
                 */

                /**
                 * Shape of a Committed.
                 * @typedef {retort.link.v1.Committed.$Properties} retort.link.v1.Committed.$Shape
                 */

                /**
                 * Constructs a new Committed.
                 * @memberof retort.link.v1
                 * @classdesc Represents a Committed.
                 * @constructor
                 * @param {retort.link.v1.Committed.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Committed = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Committed imageId.
                 * @member {number} imageId
                 * @memberof retort.link.v1.Committed
                 * @instance
                 */
                Committed.prototype.imageId = 0;

                /**
                 * Committed cycles.
                 * @member {number} cycles
                 * @memberof retort.link.v1.Committed
                 * @instance
                 */
                Committed.prototype.cycles = 0;

                /**
                 * Encodes the specified Committed message. Does not implicitly {@link retort.link.v1.Committed.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Committed
                 * @static
                 * @param {retort.link.v1.Committed.$Properties} message Committed message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Committed.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId") && message.imageId !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.imageId);
                    if (message.cycles != null && $Object.hasOwnProperty.call(message, "cycles") && message.cycles !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.cycles);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Committed message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Committed
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Committed & retort.link.v1.Committed.$Shape} Committed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Committed.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Committed();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.imageId = value;
                                else
                                    delete message.imageId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.cycles = value;
                                else
                                    delete message.cycles;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Committed message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Committed
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Committed} Committed
                 */
                Committed.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Committed)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Committed: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Committed();
                    if (object.imageId != null)
                        if ($Number(object.imageId) !== 0)
                            message.imageId = object.imageId >>> 0;
                    if (object.cycles != null)
                        if ($Number(object.cycles) !== 0)
                            message.cycles = object.cycles >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a Committed message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Committed
                 * @static
                 * @param {retort.link.v1.Committed} message Committed
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Committed.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.imageId = 0;
                        object.cycles = 0;
                    }
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId"))
                        object.imageId = message.imageId;
                    if (message.cycles != null && $Object.hasOwnProperty.call(message, "cycles"))
                        object.cycles = message.cycles;
                    return object;
                };

                /**
                 * Converts this Committed to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Committed
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Committed.prototype.toJSON = function() {
                    return Committed.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Committed;
            })();

            v1.Infer = (function() {

                /**
                 * Properties of an Infer.
                 * @typedef {Object} retort.link.v1.Infer.$Properties
                 * @property {number|null} [offset] Infer offset
                 * @property {number|null} [more] Infer more
                 * @property {number|null} [stopAfter] Infer stopAfter
                 * @property {Uint8Array|null} [input] Infer input
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Infer.
                 * @memberof retort.link.v1
                 * @interface IInfer
                 * @augments retort.link.v1.Infer.$Properties
                 * @deprecated Use retort.link.v1.Infer.$Properties instead.
                 */

                /**
                 * Shape of an Infer.
                 * @typedef {retort.link.v1.Infer.$Properties} retort.link.v1.Infer.$Shape
                 */

                /**
                 * Constructs a new Infer.
                 * @memberof retort.link.v1
                 * @classdesc Represents an Infer.
                 * @constructor
                 * @param {retort.link.v1.Infer.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Infer = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Infer offset.
                 * @member {number} offset
                 * @memberof retort.link.v1.Infer
                 * @instance
                 */
                Infer.prototype.offset = 0;

                /**
                 * Infer more.
                 * @member {number} more
                 * @memberof retort.link.v1.Infer
                 * @instance
                 */
                Infer.prototype.more = 0;

                /**
                 * Infer stopAfter.
                 * @member {number} stopAfter
                 * @memberof retort.link.v1.Infer
                 * @instance
                 */
                Infer.prototype.stopAfter = 0;

                /**
                 * Infer input.
                 * @member {Uint8Array} input
                 * @memberof retort.link.v1.Infer
                 * @instance
                 */
                Infer.prototype.input = $util.newBuffer([]);

                /**
                 * Encodes the specified Infer message. Does not implicitly {@link retort.link.v1.Infer.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Infer
                 * @static
                 * @param {retort.link.v1.Infer.$Properties} message Infer message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Infer.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && message.offset !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.offset);
                    if (message.more != null && $Object.hasOwnProperty.call(message, "more") && message.more !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.more);
                    if (message.stopAfter != null && $Object.hasOwnProperty.call(message, "stopAfter") && message.stopAfter !== 0)
                        writer.uint32(/* id 3, wireType 5 =*/29).fixed32(message.stopAfter);
                    if (message.input != null && $Object.hasOwnProperty.call(message, "input") && message.input.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.input);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Infer message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Infer
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Infer & retort.link.v1.Infer.$Shape} Infer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Infer.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Infer();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.more = value;
                                else
                                    delete message.more;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.stopAfter = value;
                                else
                                    delete message.stopAfter;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.input = value;
                                else
                                    delete message.input;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an Infer message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Infer
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Infer} Infer
                 */
                Infer.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Infer)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Infer: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Infer();
                    if (object.offset != null)
                        if ($Number(object.offset) !== 0)
                            message.offset = object.offset >>> 0;
                    if (object.more != null)
                        if ($Number(object.more) !== 0)
                            message.more = object.more >>> 0;
                    if (object.stopAfter != null)
                        if ($Number(object.stopAfter) !== 0)
                            message.stopAfter = object.stopAfter >>> 0;
                    if (object.input != null)
                        if (object.input.length)
                            if (typeof object.input === "string")
                                $util.base64.decode(object.input, message.input = $util.newBuffer($util.base64.length(object.input)), 0);
                            else if (object.input.length >= 0)
                                message.input = object.input;
                    return message;
                };

                /**
                 * Creates a plain object from an Infer message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Infer
                 * @static
                 * @param {retort.link.v1.Infer} message Infer
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Infer.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.offset = 0;
                        object.more = 0;
                        object.stopAfter = 0;
                        if (options.bytes === $String)
                            object.input = "";
                        else {
                            object.input = [];
                            if (options.bytes !== $Array)
                                object.input = $util.newBuffer(object.input);
                        }
                    }
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                        object.offset = message.offset;
                    if (message.more != null && $Object.hasOwnProperty.call(message, "more"))
                        object.more = message.more;
                    if (message.stopAfter != null && $Object.hasOwnProperty.call(message, "stopAfter"))
                        object.stopAfter = message.stopAfter;
                    if (message.input != null && $Object.hasOwnProperty.call(message, "input"))
                        object.input = options.bytes === $String ? $util.base64.encode(message.input, 0, message.input.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.input) : message.input;
                    return object;
                };

                /**
                 * Converts this Infer to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Infer
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Infer.prototype.toJSON = function() {
                    return Infer.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Infer;
            })();

            v1.Prediction = (function() {

                /**
                 * Properties of a Prediction.
                 * @typedef {Object} retort.link.v1.Prediction.$Properties
                 * @property {number|null} [label] Prediction label
                 * @property {number|null} [cycles] Prediction cycles
                 * @property {Uint8Array|null} [logits] Prediction logits
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Prediction.
                 * @memberof retort.link.v1
                 * @interface IPrediction
                 * @augments retort.link.v1.Prediction.$Properties
                 * @deprecated Use retort.link.v1.Prediction.$Properties instead.
                 */

                /**
                 * Shape of a Prediction.
                 * @typedef {retort.link.v1.Prediction.$Properties} retort.link.v1.Prediction.$Shape
                 */

                /**
                 * Constructs a new Prediction.
                 * @memberof retort.link.v1
                 * @classdesc Represents a Prediction.
                 * @constructor
                 * @param {retort.link.v1.Prediction.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Prediction = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Prediction label.
                 * @member {number} label
                 * @memberof retort.link.v1.Prediction
                 * @instance
                 */
                Prediction.prototype.label = 0;

                /**
                 * Prediction cycles.
                 * @member {number} cycles
                 * @memberof retort.link.v1.Prediction
                 * @instance
                 */
                Prediction.prototype.cycles = 0;

                /**
                 * Prediction logits.
                 * @member {Uint8Array} logits
                 * @memberof retort.link.v1.Prediction
                 * @instance
                 */
                Prediction.prototype.logits = $util.newBuffer([]);

                /**
                 * Encodes the specified Prediction message. Does not implicitly {@link retort.link.v1.Prediction.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Prediction
                 * @static
                 * @param {retort.link.v1.Prediction.$Properties} message Prediction message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Prediction.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.label);
                    if (message.cycles != null && $Object.hasOwnProperty.call(message, "cycles") && message.cycles !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.cycles);
                    if (message.logits != null && $Object.hasOwnProperty.call(message, "logits") && message.logits.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.logits);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Prediction message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Prediction
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Prediction & retort.link.v1.Prediction.$Shape} Prediction
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Prediction.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Prediction();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.label = value;
                                else
                                    delete message.label;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.cycles = value;
                                else
                                    delete message.cycles;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.logits = value;
                                else
                                    delete message.logits;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Prediction message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Prediction
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Prediction} Prediction
                 */
                Prediction.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Prediction)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Prediction: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Prediction();
                    if (object.label != null)
                        if ($Number(object.label) !== 0)
                            message.label = object.label >>> 0;
                    if (object.cycles != null)
                        if ($Number(object.cycles) !== 0)
                            message.cycles = object.cycles >>> 0;
                    if (object.logits != null)
                        if (object.logits.length)
                            if (typeof object.logits === "string")
                                $util.base64.decode(object.logits, message.logits = $util.newBuffer($util.base64.length(object.logits)), 0);
                            else if (object.logits.length >= 0)
                                message.logits = object.logits;
                    return message;
                };

                /**
                 * Creates a plain object from a Prediction message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Prediction
                 * @static
                 * @param {retort.link.v1.Prediction} message Prediction
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Prediction.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.label = 0;
                        object.cycles = 0;
                        if (options.bytes === $String)
                            object.logits = "";
                        else {
                            object.logits = [];
                            if (options.bytes !== $Array)
                                object.logits = $util.newBuffer(object.logits);
                        }
                    }
                    if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                        object.label = message.label;
                    if (message.cycles != null && $Object.hasOwnProperty.call(message, "cycles"))
                        object.cycles = message.cycles;
                    if (message.logits != null && $Object.hasOwnProperty.call(message, "logits"))
                        object.logits = options.bytes === $String ? $util.base64.encode(message.logits, 0, message.logits.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.logits) : message.logits;
                    return object;
                };

                /**
                 * Converts this Prediction to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Prediction
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Prediction.prototype.toJSON = function() {
                    return Prediction.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Prediction;
            })();

            v1.RangeCrc = (function() {

                /**
                 * Properties of a RangeCrc.
                 * @typedef {Object} retort.link.v1.RangeCrc.$Properties
                 * @property {number|null} [address] RangeCrc address
                 * @property {number|null} [length] RangeCrc length
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RangeCrc.
                 * @memberof retort.link.v1
                 * @interface IRangeCrc
                 * @augments retort.link.v1.RangeCrc.$Properties
                 * @deprecated Use retort.link.v1.RangeCrc.$Properties instead.
                 */

                /**
                 * Shape of a RangeCrc.
                 * @typedef {retort.link.v1.RangeCrc.$Properties} retort.link.v1.RangeCrc.$Shape
                 */

                /**
                 * Constructs a new RangeCrc.
                 * @memberof retort.link.v1
                 * @classdesc Represents a RangeCrc.
                 * @constructor
                 * @param {retort.link.v1.RangeCrc.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RangeCrc = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RangeCrc address.
                 * @member {number} address
                 * @memberof retort.link.v1.RangeCrc
                 * @instance
                 */
                RangeCrc.prototype.address = 0;

                /**
                 * RangeCrc length.
                 * @member {number} length
                 * @memberof retort.link.v1.RangeCrc
                 * @instance
                 */
                RangeCrc.prototype.length = 0;

                /**
                 * Encodes the specified RangeCrc message. Does not implicitly {@link retort.link.v1.RangeCrc.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.RangeCrc
                 * @static
                 * @param {retort.link.v1.RangeCrc.$Properties} message RangeCrc message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RangeCrc.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.address);
                    if (message.length != null && $Object.hasOwnProperty.call(message, "length") && message.length !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.length);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RangeCrc message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.RangeCrc
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.RangeCrc & retort.link.v1.RangeCrc.$Shape} RangeCrc
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RangeCrc.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.RangeCrc();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.address = value;
                                else
                                    delete message.address;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.length = value;
                                else
                                    delete message.length;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a RangeCrc message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.RangeCrc
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.RangeCrc} RangeCrc
                 */
                RangeCrc.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.RangeCrc)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.RangeCrc: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.RangeCrc();
                    if (object.address != null)
                        if ($Number(object.address) !== 0)
                            message.address = object.address >>> 0;
                    if (object.length != null)
                        if ($Number(object.length) !== 0)
                            message.length = object.length >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a RangeCrc message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.RangeCrc
                 * @static
                 * @param {retort.link.v1.RangeCrc} message RangeCrc
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RangeCrc.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.address = 0;
                        object.length = 0;
                    }
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                        object.address = message.address;
                    if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                        object.length = message.length;
                    return object;
                };

                /**
                 * Converts this RangeCrc to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.RangeCrc
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RangeCrc.prototype.toJSON = function() {
                    return RangeCrc.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RangeCrc;
            })();

            v1.RangeCrcValue = (function() {

                /**
                 * Properties of a RangeCrcValue.
                 * @typedef {Object} retort.link.v1.RangeCrcValue.$Properties
                 * @property {number|null} [crc] RangeCrcValue crc
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RangeCrcValue.
                 * @memberof retort.link.v1
                 * @interface IRangeCrcValue
                 * @augments retort.link.v1.RangeCrcValue.$Properties
                 * @deprecated Use retort.link.v1.RangeCrcValue.$Properties instead.
                 */

                /**
                 * Shape of a RangeCrcValue.
                 * @typedef {retort.link.v1.RangeCrcValue.$Properties} retort.link.v1.RangeCrcValue.$Shape
                 */

                /**
                 * Constructs a new RangeCrcValue.
                 * @memberof retort.link.v1
                 * @classdesc Represents a RangeCrcValue.
                 * @constructor
                 * @param {retort.link.v1.RangeCrcValue.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RangeCrcValue = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RangeCrcValue crc.
                 * @member {number} crc
                 * @memberof retort.link.v1.RangeCrcValue
                 * @instance
                 */
                RangeCrcValue.prototype.crc = 0;

                /**
                 * Encodes the specified RangeCrcValue message. Does not implicitly {@link retort.link.v1.RangeCrcValue.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.RangeCrcValue
                 * @static
                 * @param {retort.link.v1.RangeCrcValue.$Properties} message RangeCrcValue message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RangeCrcValue.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.crc != null && $Object.hasOwnProperty.call(message, "crc") && message.crc !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.crc);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RangeCrcValue message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.RangeCrcValue
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.RangeCrcValue & retort.link.v1.RangeCrcValue.$Shape} RangeCrcValue
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RangeCrcValue.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.RangeCrcValue();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.crc = value;
                                else
                                    delete message.crc;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a RangeCrcValue message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.RangeCrcValue
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.RangeCrcValue} RangeCrcValue
                 */
                RangeCrcValue.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.RangeCrcValue)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.RangeCrcValue: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.RangeCrcValue();
                    if (object.crc != null)
                        if ($Number(object.crc) !== 0)
                            message.crc = object.crc >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a RangeCrcValue message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.RangeCrcValue
                 * @static
                 * @param {retort.link.v1.RangeCrcValue} message RangeCrcValue
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RangeCrcValue.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.crc = 0;
                    if (message.crc != null && $Object.hasOwnProperty.call(message, "crc"))
                        object.crc = message.crc;
                    return object;
                };

                /**
                 * Converts this RangeCrcValue to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.RangeCrcValue
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RangeCrcValue.prototype.toJSON = function() {
                    return RangeCrcValue.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RangeCrcValue;
            })();

            v1.ReadMemory = (function() {

                /**
                 * Properties of a ReadMemory.
                 * @typedef {Object} retort.link.v1.ReadMemory.$Properties
                 * @property {number|null} [address] ReadMemory address
                 * @property {number|null} [length] ReadMemory length
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReadMemory.
                 * @memberof retort.link.v1
                 * @interface IReadMemory
                 * @augments retort.link.v1.ReadMemory.$Properties
                 * @deprecated Use retort.link.v1.ReadMemory.$Properties instead.
                 */

                /**
                 * Shape of a ReadMemory.
                 * @typedef {retort.link.v1.ReadMemory.$Properties} retort.link.v1.ReadMemory.$Shape
                 */

                /**
                 * Constructs a new ReadMemory.
                 * @memberof retort.link.v1
                 * @classdesc Represents a ReadMemory.
                 * @constructor
                 * @param {retort.link.v1.ReadMemory.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReadMemory = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReadMemory address.
                 * @member {number} address
                 * @memberof retort.link.v1.ReadMemory
                 * @instance
                 */
                ReadMemory.prototype.address = 0;

                /**
                 * ReadMemory length.
                 * @member {number} length
                 * @memberof retort.link.v1.ReadMemory
                 * @instance
                 */
                ReadMemory.prototype.length = 0;

                /**
                 * Encodes the specified ReadMemory message. Does not implicitly {@link retort.link.v1.ReadMemory.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.ReadMemory
                 * @static
                 * @param {retort.link.v1.ReadMemory.$Properties} message ReadMemory message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReadMemory.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.address);
                    if (message.length != null && $Object.hasOwnProperty.call(message, "length") && message.length !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.length);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReadMemory message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.ReadMemory
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.ReadMemory & retort.link.v1.ReadMemory.$Shape} ReadMemory
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReadMemory.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.ReadMemory();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.address = value;
                                else
                                    delete message.address;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.length = value;
                                else
                                    delete message.length;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a ReadMemory message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.ReadMemory
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.ReadMemory} ReadMemory
                 */
                ReadMemory.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.ReadMemory)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.ReadMemory: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.ReadMemory();
                    if (object.address != null)
                        if ($Number(object.address) !== 0)
                            message.address = object.address >>> 0;
                    if (object.length != null)
                        if ($Number(object.length) !== 0)
                            message.length = object.length >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a ReadMemory message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.ReadMemory
                 * @static
                 * @param {retort.link.v1.ReadMemory} message ReadMemory
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ReadMemory.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.address = 0;
                        object.length = 0;
                    }
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                        object.address = message.address;
                    if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                        object.length = message.length;
                    return object;
                };

                /**
                 * Converts this ReadMemory to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.ReadMemory
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ReadMemory.prototype.toJSON = function() {
                    return ReadMemory.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ReadMemory;
            })();

            v1.Memory = (function() {

                /**
                 * Properties of a Memory.
                 * @typedef {Object} retort.link.v1.Memory.$Properties
                 * @property {Uint8Array|null} [data] Memory data
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Memory.
                 * @memberof retort.link.v1
                 * @interface IMemory
                 * @augments retort.link.v1.Memory.$Properties
                 * @deprecated Use retort.link.v1.Memory.$Properties instead.
                 */

                /**
                 * Shape of a Memory.
                 * @typedef {retort.link.v1.Memory.$Properties} retort.link.v1.Memory.$Shape
                 */

                /**
                 * Constructs a new Memory.
                 * @memberof retort.link.v1
                 * @classdesc Represents a Memory.
                 * @constructor
                 * @param {retort.link.v1.Memory.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Memory = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Memory data.
                 * @member {Uint8Array} data
                 * @memberof retort.link.v1.Memory
                 * @instance
                 */
                Memory.prototype.data = $util.newBuffer([]);

                /**
                 * Encodes the specified Memory message. Does not implicitly {@link retort.link.v1.Memory.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Memory
                 * @static
                 * @param {retort.link.v1.Memory.$Properties} message Memory message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Memory.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.data);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Memory message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Memory
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Memory & retort.link.v1.Memory.$Shape} Memory
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Memory.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Memory();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.data = value;
                                else
                                    delete message.data;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Memory message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Memory
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Memory} Memory
                 */
                Memory.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Memory)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Memory: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Memory();
                    if (object.data != null)
                        if (object.data.length)
                            if (typeof object.data === "string")
                                $util.base64.decode(object.data, message.data = $util.newBuffer($util.base64.length(object.data)), 0);
                            else if (object.data.length >= 0)
                                message.data = object.data;
                    return message;
                };

                /**
                 * Creates a plain object from a Memory message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Memory
                 * @static
                 * @param {retort.link.v1.Memory} message Memory
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Memory.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        if (options.bytes === $String)
                            object.data = "";
                        else {
                            object.data = [];
                            if (options.bytes !== $Array)
                                object.data = $util.newBuffer(object.data);
                        }
                    if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                        object.data = options.bytes === $String ? $util.base64.encode(message.data, 0, message.data.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.data) : message.data;
                    return object;
                };

                /**
                 * Converts this Memory to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Memory
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Memory.prototype.toJSON = function() {
                    return Memory.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Memory;
            })();

            v1.Abort = (function() {

                /**
                 * Properties of an Abort.
                 * @typedef {Object} retort.link.v1.Abort.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Abort.
                 * @memberof retort.link.v1
                 * @interface IAbort
                 * @augments retort.link.v1.Abort.$Properties
                 * @deprecated Use retort.link.v1.Abort.$Properties instead.
                 */

                /**
                 * Shape of an Abort.
                 * @typedef {retort.link.v1.Abort.$Properties} retort.link.v1.Abort.$Shape
                 */

                /**
                 * Constructs a new Abort.
                 * @memberof retort.link.v1
                 * @classdesc Represents an Abort.
                 * @constructor
                 * @param {retort.link.v1.Abort.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Abort = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified Abort message. Does not implicitly {@link retort.link.v1.Abort.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Abort
                 * @static
                 * @param {retort.link.v1.Abort.$Properties} message Abort message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Abort.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Abort message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Abort
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Abort & retort.link.v1.Abort.$Shape} Abort
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Abort.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Abort();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an Abort message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Abort
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Abort} Abort
                 */
                Abort.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Abort)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Abort: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.retort.link.v1.Abort();
                };

                /**
                 * Creates a plain object from an Abort message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Abort
                 * @static
                 * @param {retort.link.v1.Abort} message Abort
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Abort.toObject = function () {
                    return {};
                };

                /**
                 * Converts this Abort to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Abort
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Abort.prototype.toJSON = function() {
                    return Abort.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Abort;
            })();

            v1.Aborted = (function() {

                /**
                 * Properties of an Aborted.
                 * @typedef {Object} retort.link.v1.Aborted.$Properties
                 * @property {number|null} [ended] Aborted ended
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Aborted.
                 * @memberof retort.link.v1
                 * @interface IAborted
                 * @augments retort.link.v1.Aborted.$Properties
                 * @deprecated Use retort.link.v1.Aborted.$Properties instead.
                 */

                /**
                 * Shape of an Aborted.
                 * @typedef {retort.link.v1.Aborted.$Properties} retort.link.v1.Aborted.$Shape
                 */

                /**
                 * Constructs a new Aborted.
                 * @memberof retort.link.v1
                 * @classdesc Represents an Aborted.
                 * @constructor
                 * @param {retort.link.v1.Aborted.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Aborted = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Aborted ended.
                 * @member {number} ended
                 * @memberof retort.link.v1.Aborted
                 * @instance
                 */
                Aborted.prototype.ended = 0;

                /**
                 * Encodes the specified Aborted message. Does not implicitly {@link retort.link.v1.Aborted.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Aborted
                 * @static
                 * @param {retort.link.v1.Aborted.$Properties} message Aborted message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Aborted.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.ended != null && $Object.hasOwnProperty.call(message, "ended") && message.ended !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.ended);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Aborted message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Aborted
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Aborted & retort.link.v1.Aborted.$Shape} Aborted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Aborted.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Aborted();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.ended = value;
                                else
                                    delete message.ended;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an Aborted message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Aborted
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Aborted} Aborted
                 */
                Aborted.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Aborted)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Aborted: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Aborted();
                    if (object.ended != null)
                        if ($Number(object.ended) !== 0)
                            message.ended = object.ended >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from an Aborted message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Aborted
                 * @static
                 * @param {retort.link.v1.Aborted} message Aborted
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Aborted.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.ended = 0;
                    if (message.ended != null && $Object.hasOwnProperty.call(message, "ended"))
                        object.ended = message.ended;
                    return object;
                };

                /**
                 * Converts this Aborted to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Aborted
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Aborted.prototype.toJSON = function() {
                    return Aborted.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Aborted;
            })();

            /**
             * ErrorCode enum.
             * @name retort.link.v1.ErrorCode
             * @enum {number}
             * @property {number} ERROR_CODE_UNSPECIFIED=0 ERROR_CODE_UNSPECIFIED value
             * @property {number} ERROR_CODE_UNKNOWN_COMMAND=1 ERROR_CODE_UNKNOWN_COMMAND value
             * @property {number} ERROR_CODE_MALFORMED=2 ERROR_CODE_MALFORMED value
             * @property {number} ERROR_CODE_WRONG_CORE=3 ERROR_CODE_WRONG_CORE value
             * @property {number} ERROR_CODE_TOO_LARGE=4 ERROR_CODE_TOO_LARGE value
             * @property {number} ERROR_CODE_NO_UPLOAD=5 ERROR_CODE_NO_UPLOAD value
             * @property {number} ERROR_CODE_BAD_RANGE=6 ERROR_CODE_BAD_RANGE value
             * @property {number} ERROR_CODE_CRC_MISMATCH=7 ERROR_CODE_CRC_MISMATCH value
             * @property {number} ERROR_CODE_NO_IMAGE=8 ERROR_CODE_NO_IMAGE value
             * @property {number} ERROR_CODE_INPUT_GAP=9 ERROR_CODE_INPUT_GAP value
             * @property {number} ERROR_CODE_INPUT_LENGTH=10 ERROR_CODE_INPUT_LENGTH value
             * @property {number} ERROR_CODE_BUSY=11 ERROR_CODE_BUSY value
             * @property {number} ERROR_CODE_BAD_DIVISOR=12 ERROR_CODE_BAD_DIVISOR value
             * @property {number} ERROR_CODE_BAD_PROGRAM=13 ERROR_CODE_BAD_PROGRAM value
             * @property {number} ERROR_CODE_CYCLE_LIMIT=14 ERROR_CODE_CYCLE_LIMIT value
             */
            v1.ErrorCode = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ERROR_CODE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ERROR_CODE_UNKNOWN_COMMAND"] = 1;
                values[valuesById[2] = "ERROR_CODE_MALFORMED"] = 2;
                values[valuesById[3] = "ERROR_CODE_WRONG_CORE"] = 3;
                values[valuesById[4] = "ERROR_CODE_TOO_LARGE"] = 4;
                values[valuesById[5] = "ERROR_CODE_NO_UPLOAD"] = 5;
                values[valuesById[6] = "ERROR_CODE_BAD_RANGE"] = 6;
                values[valuesById[7] = "ERROR_CODE_CRC_MISMATCH"] = 7;
                values[valuesById[8] = "ERROR_CODE_NO_IMAGE"] = 8;
                values[valuesById[9] = "ERROR_CODE_INPUT_GAP"] = 9;
                values[valuesById[10] = "ERROR_CODE_INPUT_LENGTH"] = 10;
                values[valuesById[11] = "ERROR_CODE_BUSY"] = 11;
                values[valuesById[12] = "ERROR_CODE_BAD_DIVISOR"] = 12;
                values[valuesById[13] = "ERROR_CODE_BAD_PROGRAM"] = 13;
                values[valuesById[14] = "ERROR_CODE_CYCLE_LIMIT"] = 14;
                return values;
            })();

            v1.Error = (function() {

                /**
                 * Properties of an Error.
                 * @typedef {Object} retort.link.v1.Error.$Properties
                 * @property {retort.link.v1.ErrorCode|null} [code] Error code
                 * @property {number|null} [detail] Error detail
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Error.
                 * @memberof retort.link.v1
                 * @interface IError
                 * @augments retort.link.v1.Error.$Properties
                 * @deprecated Use retort.link.v1.Error.$Properties instead.
                 */

                /**
                 * Shape of an Error.
                 * @typedef {retort.link.v1.Error.$Properties} retort.link.v1.Error.$Shape
                 */

                /**
                 * Constructs a new Error.
                 * @memberof retort.link.v1
                 * @classdesc Represents an Error.
                 * @constructor
                 * @param {retort.link.v1.Error.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Error = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Error code.
                 * @member {retort.link.v1.ErrorCode} code
                 * @memberof retort.link.v1.Error
                 * @instance
                 */
                Error.prototype.code = 0;

                /**
                 * Error detail.
                 * @member {number} detail
                 * @memberof retort.link.v1.Error
                 * @instance
                 */
                Error.prototype.detail = 0;

                /**
                 * Encodes the specified Error message. Does not implicitly {@link retort.link.v1.Error.verify|verify} messages.
                 * @function encode
                 * @memberof retort.link.v1.Error
                 * @static
                 * @param {retort.link.v1.Error.$Properties} message Error message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Error.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== 0)
                        writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.detail);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Error message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.link.v1.Error
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.link.v1.Error & retort.link.v1.Error.$Shape} Error
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Error.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.link.v1.Error();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an Error message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.link.v1.Error
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.link.v1.Error} Error
                 */
                Error.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.link.v1.Error)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.link.v1.Error: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.link.v1.Error();
                    if (object.code !== 0 && (typeof object.code !== "string" || $root.retort.link.v1.ErrorCode[object.code] !== 0))
                        switch (object.code) {
                        case "ERROR_CODE_UNSPECIFIED":
                        case 0:
                            message.code = 0;
                            break;
                        case "ERROR_CODE_UNKNOWN_COMMAND":
                        case 1:
                            message.code = 1;
                            break;
                        case "ERROR_CODE_MALFORMED":
                        case 2:
                            message.code = 2;
                            break;
                        case "ERROR_CODE_WRONG_CORE":
                        case 3:
                            message.code = 3;
                            break;
                        case "ERROR_CODE_TOO_LARGE":
                        case 4:
                            message.code = 4;
                            break;
                        case "ERROR_CODE_NO_UPLOAD":
                        case 5:
                            message.code = 5;
                            break;
                        case "ERROR_CODE_BAD_RANGE":
                        case 6:
                            message.code = 6;
                            break;
                        case "ERROR_CODE_CRC_MISMATCH":
                        case 7:
                            message.code = 7;
                            break;
                        case "ERROR_CODE_NO_IMAGE":
                        case 8:
                            message.code = 8;
                            break;
                        case "ERROR_CODE_INPUT_GAP":
                        case 9:
                            message.code = 9;
                            break;
                        case "ERROR_CODE_INPUT_LENGTH":
                        case 10:
                            message.code = 10;
                            break;
                        case "ERROR_CODE_BUSY":
                        case 11:
                            message.code = 11;
                            break;
                        case "ERROR_CODE_BAD_DIVISOR":
                        case 12:
                            message.code = 12;
                            break;
                        case "ERROR_CODE_BAD_PROGRAM":
                        case 13:
                            message.code = 13;
                            break;
                        case "ERROR_CODE_CYCLE_LIMIT":
                        case 14:
                            message.code = 14;
                            break;
                        default:
                            if (typeof object.code === "number" && (object.code | 0) === object.code)
                                message.code = object.code;
                        }
                    if (object.detail != null)
                        if ($Number(object.detail) !== 0)
                            message.detail = object.detail >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from an Error message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.link.v1.Error
                 * @static
                 * @param {retort.link.v1.Error} message Error
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Error.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.code = options.enums === $String ? "ERROR_CODE_UNSPECIFIED" : 0;
                        object.detail = 0;
                    }
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                        object.code = options.enums === $String ? $root.retort.link.v1.ErrorCode[message.code] === $undefined ? message.code : $root.retort.link.v1.ErrorCode[message.code] : message.code;
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                        object.detail = message.detail;
                    return object;
                };

                /**
                 * Converts this Error to JSON.
                 * @function toJSON
                 * @memberof retort.link.v1.Error
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Error.prototype.toJSON = function() {
                    return Error.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Error;
            })();

            return v1;
        })();

        return link;
    })();

    retort.image = (function() {

        /**
         * Namespace image.
         * @memberof retort
         * @namespace
         */
        const image = {};

        image.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof retort.image
             * @namespace
             */
            const v1 = {};

            v1.StudentImage = (function() {

                /**
                 * Properties of a StudentImage.
                 * @typedef {Object} retort.image.v1.StudentImage.$Properties
                 * @property {number|null} [magic] StudentImage magic
                 * @property {number|null} [formatMajor] StudentImage formatMajor
                 * @property {number|null} [formatMinor] StudentImage formatMinor
                 * @property {number|null} [core] StudentImage core
                 * @property {string|null} [name] StudentImage name
                 * @property {Uint8Array|null} [payload] StudentImage payload
                 * @property {number|null} [payloadCrc] StudentImage payloadCrc
                 * @property {Array.<retort.image.v1.Segment.$Properties>|null} [segments] StudentImage segments
                 * @property {retort.image.v1.MemoryPlan.$Properties|null} [memory] StudentImage memory
                 * @property {Array.<retort.image.v1.Layer.$Properties>|null} [layers] StudentImage layers
                 * @property {retort.image.v1.Input.$Properties|null} [input] StudentImage input
                 * @property {Array.<string>|null} [labels] StudentImage labels
                 * @property {retort.image.v1.Quantization.$Properties|null} [logitsQuantization] StudentImage logitsQuantization
                 * @property {retort.image.v1.Provenance.$Properties|null} [provenance] StudentImage provenance
                 * @property {Uint8Array|null} [network] StudentImage network
                 * @property {retort.image.v1.Head.$Properties|null} [head] StudentImage head
                 * @property {retort.image.v1.Edges.$Properties|null} [edges] StudentImage edges
                 * @property {number|null} [cycleLimit] StudentImage cycleLimit
                 * @property {Array.<retort.image.v1.SharedWeights.$Properties>|null} [sharedWeights] StudentImage sharedWeights
                 * @property {number|null} [imageId] StudentImage imageId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a StudentImage.
                 * @memberof retort.image.v1
                 * @interface IStudentImage
                 * @augments retort.image.v1.StudentImage.$Properties
                 * @deprecated Use retort.image.v1.StudentImage.$Properties instead.
                 */

                /**
                 * Shape of a StudentImage.
                 * @typedef {retort.image.v1.StudentImage.$Properties} retort.image.v1.StudentImage.$Shape
                 */

                /**
                 * Constructs a new StudentImage.
                 * @memberof retort.image.v1
                 * @classdesc Represents a StudentImage.
                 * @constructor
                 * @param {retort.image.v1.StudentImage.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const StudentImage = function (properties) {
                    this.segments = [];
                    this.layers = [];
                    this.labels = [];
                    this.sharedWeights = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * StudentImage magic.
                 * @member {number} magic
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.magic = 0;

                /**
                 * StudentImage formatMajor.
                 * @member {number} formatMajor
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.formatMajor = 0;

                /**
                 * StudentImage formatMinor.
                 * @member {number} formatMinor
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.formatMinor = 0;

                /**
                 * StudentImage core.
                 * @member {number} core
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.core = 0;

                /**
                 * StudentImage name.
                 * @member {string} name
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.name = "";

                /**
                 * StudentImage payload.
                 * @member {Uint8Array} payload
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.payload = $util.newBuffer([]);

                /**
                 * StudentImage payloadCrc.
                 * @member {number} payloadCrc
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.payloadCrc = 0;

                /**
                 * StudentImage segments.
                 * @member {Array.<retort.image.v1.Segment.$Properties>} segments
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.segments = $util.emptyArray;

                /**
                 * StudentImage memory.
                 * @member {retort.image.v1.MemoryPlan.$Properties|null|undefined} memory
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.memory = null;

                /**
                 * StudentImage layers.
                 * @member {Array.<retort.image.v1.Layer.$Properties>} layers
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.layers = $util.emptyArray;

                /**
                 * StudentImage input.
                 * @member {retort.image.v1.Input.$Properties|null|undefined} input
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.input = null;

                /**
                 * StudentImage labels.
                 * @member {Array.<string>} labels
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.labels = $util.emptyArray;

                /**
                 * StudentImage logitsQuantization.
                 * @member {retort.image.v1.Quantization.$Properties|null|undefined} logitsQuantization
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.logitsQuantization = null;

                /**
                 * StudentImage provenance.
                 * @member {retort.image.v1.Provenance.$Properties|null|undefined} provenance
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.provenance = null;

                /**
                 * StudentImage network.
                 * @member {Uint8Array} network
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.network = $util.newBuffer([]);

                /**
                 * StudentImage head.
                 * @member {retort.image.v1.Head.$Properties|null|undefined} head
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.head = null;

                /**
                 * StudentImage edges.
                 * @member {retort.image.v1.Edges.$Properties|null|undefined} edges
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.edges = null;

                /**
                 * StudentImage cycleLimit.
                 * @member {number} cycleLimit
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.cycleLimit = 0;

                /**
                 * StudentImage sharedWeights.
                 * @member {Array.<retort.image.v1.SharedWeights.$Properties>} sharedWeights
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.sharedWeights = $util.emptyArray;

                /**
                 * StudentImage imageId.
                 * @member {number} imageId
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 */
                StudentImage.prototype.imageId = 0;

                /**
                 * Encodes the specified StudentImage message. Does not implicitly {@link retort.image.v1.StudentImage.verify|verify} messages.
                 * @function encode
                 * @memberof retort.image.v1.StudentImage
                 * @static
                 * @param {retort.image.v1.StudentImage.$Properties} message StudentImage message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                StudentImage.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.magic != null && $Object.hasOwnProperty.call(message, "magic") && message.magic !== 0)
                        writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.magic);
                    if (message.formatMajor != null && $Object.hasOwnProperty.call(message, "formatMajor") && message.formatMajor !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.formatMajor);
                    if (message.formatMinor != null && $Object.hasOwnProperty.call(message, "formatMinor") && message.formatMinor !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.formatMinor);
                    if (message.core != null && $Object.hasOwnProperty.call(message, "core") && message.core !== 0)
                        writer.uint32(/* id 4, wireType 5 =*/37).fixed32(message.core);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.name);
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.payload);
                    if (message.payloadCrc != null && $Object.hasOwnProperty.call(message, "payloadCrc") && message.payloadCrc !== 0)
                        writer.uint32(/* id 7, wireType 5 =*/61).fixed32(message.payloadCrc);
                    if (message.segments != null && message.segments.length)
                        for (let i = 0; i < message.segments.length; ++i)
                            $root.retort.image.v1.Segment.encode(message.segments[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.memory != null && $Object.hasOwnProperty.call(message, "memory"))
                        $root.retort.image.v1.MemoryPlan.encode(message.memory, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.layers != null && message.layers.length)
                        for (let i = 0; i < message.layers.length; ++i)
                            $root.retort.image.v1.Layer.encode(message.layers[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.input != null && $Object.hasOwnProperty.call(message, "input"))
                        $root.retort.image.v1.Input.encode(message.input, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.labels != null && message.labels.length)
                        for (let i = 0; i < message.labels.length; ++i)
                            writer.uint32(/* id 12, wireType 2 =*/98).string(message.labels[i]);
                    if (message.logitsQuantization != null && $Object.hasOwnProperty.call(message, "logitsQuantization"))
                        $root.retort.image.v1.Quantization.encode(message.logitsQuantization, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                    if (message.provenance != null && $Object.hasOwnProperty.call(message, "provenance"))
                        $root.retort.image.v1.Provenance.encode(message.provenance, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                    if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network.length)
                        writer.uint32(/* id 15, wireType 2 =*/122).bytes(message.network);
                    if (message.head != null && $Object.hasOwnProperty.call(message, "head"))
                        $root.retort.image.v1.Head.encode(message.head, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                    if (message.edges != null && $Object.hasOwnProperty.call(message, "edges"))
                        $root.retort.image.v1.Edges.encode(message.edges, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                    if (message.cycleLimit != null && $Object.hasOwnProperty.call(message, "cycleLimit") && message.cycleLimit !== 0)
                        writer.uint32(/* id 18, wireType 5 =*/149).fixed32(message.cycleLimit);
                    if (message.sharedWeights != null && message.sharedWeights.length)
                        for (let i = 0; i < message.sharedWeights.length; ++i)
                            $root.retort.image.v1.SharedWeights.encode(message.sharedWeights[i], writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId") && message.imageId !== 0)
                        writer.uint32(/* id 536870911, wireType 5 =*/4294967293).fixed32(message.imageId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a StudentImage message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.image.v1.StudentImage
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.image.v1.StudentImage & retort.image.v1.StudentImage.$Shape} StudentImage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                StudentImage.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.image.v1.StudentImage();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.magic = value;
                                else
                                    delete message.magic;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.formatMajor = value;
                                else
                                    delete message.formatMajor;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.formatMinor = value;
                                else
                                    delete message.formatMinor;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.core = value;
                                else
                                    delete message.core;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.payload = value;
                                else
                                    delete message.payload;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.payloadCrc = value;
                                else
                                    delete message.payloadCrc;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.segments && message.segments.length))
                                    message.segments = [];
                                message.segments.push($root.retort.image.v1.Segment.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.memory = $root.retort.image.v1.MemoryPlan.decode(reader, reader.size(), $undefined, _depth + 1, message.memory);
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.layers && message.layers.length))
                                    message.layers = [];
                                message.layers.push($root.retort.image.v1.Layer.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.input = $root.retort.image.v1.Input.decode(reader, reader.size(), $undefined, _depth + 1, message.input);
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.labels && message.labels.length))
                                    message.labels = [];
                                message.labels.push(reader.stringVerify());
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.logitsQuantization = $root.retort.image.v1.Quantization.decode(reader, reader.size(), $undefined, _depth + 1, message.logitsQuantization);
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.provenance = $root.retort.image.v1.Provenance.decode(reader, reader.size(), $undefined, _depth + 1, message.provenance);
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.network = value;
                                else
                                    delete message.network;
                                continue;
                            }
                        case 16: {
                                if (wireType !== 2)
                                    break;
                                message.head = $root.retort.image.v1.Head.decode(reader, reader.size(), $undefined, _depth + 1, message.head);
                                continue;
                            }
                        case 17: {
                                if (wireType !== 2)
                                    break;
                                message.edges = $root.retort.image.v1.Edges.decode(reader, reader.size(), $undefined, _depth + 1, message.edges);
                                continue;
                            }
                        case 18: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.cycleLimit = value;
                                else
                                    delete message.cycleLimit;
                                continue;
                            }
                        case 19: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.sharedWeights && message.sharedWeights.length))
                                    message.sharedWeights = [];
                                message.sharedWeights.push($root.retort.image.v1.SharedWeights.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 536870911: {
                                if (wireType !== 5)
                                    break;
                                if (value = reader.fixed32())
                                    message.imageId = value;
                                else
                                    delete message.imageId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a StudentImage message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.image.v1.StudentImage
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.image.v1.StudentImage} StudentImage
                 */
                StudentImage.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.image.v1.StudentImage)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.image.v1.StudentImage: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.image.v1.StudentImage();
                    if (object.magic != null)
                        if ($Number(object.magic) !== 0)
                            message.magic = object.magic >>> 0;
                    if (object.formatMajor != null)
                        if ($Number(object.formatMajor) !== 0)
                            message.formatMajor = object.formatMajor >>> 0;
                    if (object.formatMinor != null)
                        if ($Number(object.formatMinor) !== 0)
                            message.formatMinor = object.formatMinor >>> 0;
                    if (object.core != null)
                        if ($Number(object.core) !== 0)
                            message.core = object.core >>> 0;
                    if (object.name != null)
                        if (typeof object.name !== "string" || object.name.length)
                            message.name = $String(object.name);
                    if (object.payload != null)
                        if (object.payload.length)
                            if (typeof object.payload === "string")
                                $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                            else if (object.payload.length >= 0)
                                message.payload = object.payload;
                    if (object.payloadCrc != null)
                        if ($Number(object.payloadCrc) !== 0)
                            message.payloadCrc = object.payloadCrc >>> 0;
                    if (object.segments) {
                        if (!$Array.isArray(object.segments))
                            throw $TypeError(".retort.image.v1.StudentImage.segments: array expected");
                        message.segments = $Array(object.segments.length);
                        for (let i = 0; i < object.segments.length; ++i) {
                            if (!$util.isObject(object.segments[i]))
                                throw $TypeError(".retort.image.v1.StudentImage.segments: object expected");
                            message.segments[i] = $root.retort.image.v1.Segment.fromObject(object.segments[i], _depth + 1);
                        }
                    }
                    if (object.memory != null) {
                        if (!$util.isObject(object.memory))
                            throw $TypeError(".retort.image.v1.StudentImage.memory: object expected");
                        message.memory = $root.retort.image.v1.MemoryPlan.fromObject(object.memory, _depth + 1);
                    }
                    if (object.layers) {
                        if (!$Array.isArray(object.layers))
                            throw $TypeError(".retort.image.v1.StudentImage.layers: array expected");
                        message.layers = $Array(object.layers.length);
                        for (let i = 0; i < object.layers.length; ++i) {
                            if (!$util.isObject(object.layers[i]))
                                throw $TypeError(".retort.image.v1.StudentImage.layers: object expected");
                            message.layers[i] = $root.retort.image.v1.Layer.fromObject(object.layers[i], _depth + 1);
                        }
                    }
                    if (object.input != null) {
                        if (!$util.isObject(object.input))
                            throw $TypeError(".retort.image.v1.StudentImage.input: object expected");
                        message.input = $root.retort.image.v1.Input.fromObject(object.input, _depth + 1);
                    }
                    if (object.labels) {
                        if (!$Array.isArray(object.labels))
                            throw $TypeError(".retort.image.v1.StudentImage.labels: array expected");
                        message.labels = $Array(object.labels.length);
                        for (let i = 0; i < object.labels.length; ++i)
                            message.labels[i] = $String(object.labels[i]);
                    }
                    if (object.logitsQuantization != null) {
                        if (!$util.isObject(object.logitsQuantization))
                            throw $TypeError(".retort.image.v1.StudentImage.logitsQuantization: object expected");
                        message.logitsQuantization = $root.retort.image.v1.Quantization.fromObject(object.logitsQuantization, _depth + 1);
                    }
                    if (object.provenance != null) {
                        if (!$util.isObject(object.provenance))
                            throw $TypeError(".retort.image.v1.StudentImage.provenance: object expected");
                        message.provenance = $root.retort.image.v1.Provenance.fromObject(object.provenance, _depth + 1);
                    }
                    if (object.network != null)
                        if (object.network.length)
                            if (typeof object.network === "string")
                                $util.base64.decode(object.network, message.network = $util.newBuffer($util.base64.length(object.network)), 0);
                            else if (object.network.length >= 0)
                                message.network = object.network;
                    if (object.head != null) {
                        if (!$util.isObject(object.head))
                            throw $TypeError(".retort.image.v1.StudentImage.head: object expected");
                        message.head = $root.retort.image.v1.Head.fromObject(object.head, _depth + 1);
                    }
                    if (object.edges != null) {
                        if (!$util.isObject(object.edges))
                            throw $TypeError(".retort.image.v1.StudentImage.edges: object expected");
                        message.edges = $root.retort.image.v1.Edges.fromObject(object.edges, _depth + 1);
                    }
                    if (object.cycleLimit != null)
                        if ($Number(object.cycleLimit) !== 0)
                            message.cycleLimit = object.cycleLimit >>> 0;
                    if (object.sharedWeights) {
                        if (!$Array.isArray(object.sharedWeights))
                            throw $TypeError(".retort.image.v1.StudentImage.sharedWeights: array expected");
                        message.sharedWeights = $Array(object.sharedWeights.length);
                        for (let i = 0; i < object.sharedWeights.length; ++i) {
                            if (!$util.isObject(object.sharedWeights[i]))
                                throw $TypeError(".retort.image.v1.StudentImage.sharedWeights: object expected");
                            message.sharedWeights[i] = $root.retort.image.v1.SharedWeights.fromObject(object.sharedWeights[i], _depth + 1);
                        }
                    }
                    if (object.imageId != null)
                        if ($Number(object.imageId) !== 0)
                            message.imageId = object.imageId >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a StudentImage message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.image.v1.StudentImage
                 * @static
                 * @param {retort.image.v1.StudentImage} message StudentImage
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                StudentImage.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults) {
                        object.segments = [];
                        object.layers = [];
                        object.labels = [];
                        object.sharedWeights = [];
                    }
                    if (options.defaults) {
                        object.magic = 0;
                        object.formatMajor = 0;
                        object.formatMinor = 0;
                        object.core = 0;
                        object.name = "";
                        if (options.bytes === $String)
                            object.payload = "";
                        else {
                            object.payload = [];
                            if (options.bytes !== $Array)
                                object.payload = $util.newBuffer(object.payload);
                        }
                        object.payloadCrc = 0;
                        object.memory = null;
                        object.input = null;
                        object.logitsQuantization = null;
                        object.provenance = null;
                        if (options.bytes === $String)
                            object.network = "";
                        else {
                            object.network = [];
                            if (options.bytes !== $Array)
                                object.network = $util.newBuffer(object.network);
                        }
                        object.head = null;
                        object.edges = null;
                        object.cycleLimit = 0;
                        object.imageId = 0;
                    }
                    if (message.magic != null && $Object.hasOwnProperty.call(message, "magic"))
                        object.magic = message.magic;
                    if (message.formatMajor != null && $Object.hasOwnProperty.call(message, "formatMajor"))
                        object.formatMajor = message.formatMajor;
                    if (message.formatMinor != null && $Object.hasOwnProperty.call(message, "formatMinor"))
                        object.formatMinor = message.formatMinor;
                    if (message.core != null && $Object.hasOwnProperty.call(message, "core"))
                        object.core = message.core;
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        object.name = message.name;
                    if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                        object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
                    if (message.payloadCrc != null && $Object.hasOwnProperty.call(message, "payloadCrc"))
                        object.payloadCrc = message.payloadCrc;
                    if (message.segments && message.segments.length) {
                        object.segments = $Array(message.segments.length);
                        for (let j = 0; j < message.segments.length; ++j)
                            object.segments[j] = $root.retort.image.v1.Segment.toObject(message.segments[j], options, _depth + 1);
                    }
                    if (message.memory != null && $Object.hasOwnProperty.call(message, "memory"))
                        object.memory = $root.retort.image.v1.MemoryPlan.toObject(message.memory, options, _depth + 1);
                    if (message.layers && message.layers.length) {
                        object.layers = $Array(message.layers.length);
                        for (let j = 0; j < message.layers.length; ++j)
                            object.layers[j] = $root.retort.image.v1.Layer.toObject(message.layers[j], options, _depth + 1);
                    }
                    if (message.input != null && $Object.hasOwnProperty.call(message, "input"))
                        object.input = $root.retort.image.v1.Input.toObject(message.input, options, _depth + 1);
                    if (message.labels && message.labels.length) {
                        object.labels = $Array(message.labels.length);
                        for (let j = 0; j < message.labels.length; ++j)
                            object.labels[j] = message.labels[j];
                    }
                    if (message.logitsQuantization != null && $Object.hasOwnProperty.call(message, "logitsQuantization"))
                        object.logitsQuantization = $root.retort.image.v1.Quantization.toObject(message.logitsQuantization, options, _depth + 1);
                    if (message.provenance != null && $Object.hasOwnProperty.call(message, "provenance"))
                        object.provenance = $root.retort.image.v1.Provenance.toObject(message.provenance, options, _depth + 1);
                    if (message.network != null && $Object.hasOwnProperty.call(message, "network"))
                        object.network = options.bytes === $String ? $util.base64.encode(message.network, 0, message.network.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.network) : message.network;
                    if (message.head != null && $Object.hasOwnProperty.call(message, "head"))
                        object.head = $root.retort.image.v1.Head.toObject(message.head, options, _depth + 1);
                    if (message.edges != null && $Object.hasOwnProperty.call(message, "edges"))
                        object.edges = $root.retort.image.v1.Edges.toObject(message.edges, options, _depth + 1);
                    if (message.cycleLimit != null && $Object.hasOwnProperty.call(message, "cycleLimit"))
                        object.cycleLimit = message.cycleLimit;
                    if (message.sharedWeights && message.sharedWeights.length) {
                        object.sharedWeights = $Array(message.sharedWeights.length);
                        for (let j = 0; j < message.sharedWeights.length; ++j)
                            object.sharedWeights[j] = $root.retort.image.v1.SharedWeights.toObject(message.sharedWeights[j], options, _depth + 1);
                    }
                    if (message.imageId != null && $Object.hasOwnProperty.call(message, "imageId"))
                        object.imageId = message.imageId;
                    return object;
                };

                /**
                 * Converts this StudentImage to JSON.
                 * @function toJSON
                 * @memberof retort.image.v1.StudentImage
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                StudentImage.prototype.toJSON = function() {
                    return StudentImage.toObject(this, $protobuf.util.toJSONOptions);
                };

                return StudentImage;
            })();

            v1.SharedWeights = (function() {

                /**
                 * Properties of a SharedWeights.
                 * @typedef {Object} retort.image.v1.SharedWeights.$Properties
                 * @property {string|null} [operation] SharedWeights operation
                 * @property {number|null} [address] SharedWeights address
                 * @property {number|null} [filters] SharedWeights filters
                 * @property {number|null} [taps] SharedWeights taps
                 * @property {number|null} [channels] SharedWeights channels
                 * @property {number|null} [tapPitch] SharedWeights tapPitch
                 * @property {number|null} [groupPitch] SharedWeights groupPitch
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SharedWeights.
                 * @memberof retort.image.v1
                 * @interface ISharedWeights
                 * @augments retort.image.v1.SharedWeights.$Properties
                 * @deprecated Use retort.image.v1.SharedWeights.$Properties instead.
                 */

                /**
                 * Shape of a SharedWeights.
                 * @typedef {retort.image.v1.SharedWeights.$Properties} retort.image.v1.SharedWeights.$Shape
                 */

                /**
                 * Constructs a new SharedWeights.
                 * @memberof retort.image.v1
                 * @classdesc Represents a SharedWeights.
                 * @constructor
                 * @param {retort.image.v1.SharedWeights.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SharedWeights = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SharedWeights operation.
                 * @member {string} operation
                 * @memberof retort.image.v1.SharedWeights
                 * @instance
                 */
                SharedWeights.prototype.operation = "";

                /**
                 * SharedWeights address.
                 * @member {number} address
                 * @memberof retort.image.v1.SharedWeights
                 * @instance
                 */
                SharedWeights.prototype.address = 0;

                /**
                 * SharedWeights filters.
                 * @member {number} filters
                 * @memberof retort.image.v1.SharedWeights
                 * @instance
                 */
                SharedWeights.prototype.filters = 0;

                /**
                 * SharedWeights taps.
                 * @member {number} taps
                 * @memberof retort.image.v1.SharedWeights
                 * @instance
                 */
                SharedWeights.prototype.taps = 0;

                /**
                 * SharedWeights channels.
                 * @member {number} channels
                 * @memberof retort.image.v1.SharedWeights
                 * @instance
                 */
                SharedWeights.prototype.channels = 0;

                /**
                 * SharedWeights tapPitch.
                 * @member {number} tapPitch
                 * @memberof retort.image.v1.SharedWeights
                 * @instance
                 */
                SharedWeights.prototype.tapPitch = 0;

                /**
                 * SharedWeights groupPitch.
                 * @member {number} groupPitch
                 * @memberof retort.image.v1.SharedWeights
                 * @instance
                 */
                SharedWeights.prototype.groupPitch = 0;

                /**
                 * Encodes the specified SharedWeights message. Does not implicitly {@link retort.image.v1.SharedWeights.verify|verify} messages.
                 * @function encode
                 * @memberof retort.image.v1.SharedWeights
                 * @static
                 * @param {retort.image.v1.SharedWeights.$Properties} message SharedWeights message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SharedWeights.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.operation != null && $Object.hasOwnProperty.call(message, "operation") && message.operation !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.operation);
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.address);
                    if (message.filters != null && $Object.hasOwnProperty.call(message, "filters") && message.filters !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.filters);
                    if (message.taps != null && $Object.hasOwnProperty.call(message, "taps") && message.taps !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.taps);
                    if (message.channels != null && $Object.hasOwnProperty.call(message, "channels") && message.channels !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.channels);
                    if (message.tapPitch != null && $Object.hasOwnProperty.call(message, "tapPitch") && message.tapPitch !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.tapPitch);
                    if (message.groupPitch != null && $Object.hasOwnProperty.call(message, "groupPitch") && message.groupPitch !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.groupPitch);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SharedWeights message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.image.v1.SharedWeights
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.image.v1.SharedWeights & retort.image.v1.SharedWeights.$Shape} SharedWeights
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SharedWeights.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.image.v1.SharedWeights();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.operation = value;
                                else
                                    delete message.operation;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.address = value;
                                else
                                    delete message.address;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.filters = value;
                                else
                                    delete message.filters;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.taps = value;
                                else
                                    delete message.taps;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.channels = value;
                                else
                                    delete message.channels;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.tapPitch = value;
                                else
                                    delete message.tapPitch;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.groupPitch = value;
                                else
                                    delete message.groupPitch;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a SharedWeights message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.image.v1.SharedWeights
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.image.v1.SharedWeights} SharedWeights
                 */
                SharedWeights.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.image.v1.SharedWeights)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.image.v1.SharedWeights: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.image.v1.SharedWeights();
                    if (object.operation != null)
                        if (typeof object.operation !== "string" || object.operation.length)
                            message.operation = $String(object.operation);
                    if (object.address != null)
                        if ($Number(object.address) !== 0)
                            message.address = object.address >>> 0;
                    if (object.filters != null)
                        if ($Number(object.filters) !== 0)
                            message.filters = object.filters >>> 0;
                    if (object.taps != null)
                        if ($Number(object.taps) !== 0)
                            message.taps = object.taps >>> 0;
                    if (object.channels != null)
                        if ($Number(object.channels) !== 0)
                            message.channels = object.channels >>> 0;
                    if (object.tapPitch != null)
                        if ($Number(object.tapPitch) !== 0)
                            message.tapPitch = object.tapPitch >>> 0;
                    if (object.groupPitch != null)
                        if ($Number(object.groupPitch) !== 0)
                            message.groupPitch = object.groupPitch >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a SharedWeights message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.image.v1.SharedWeights
                 * @static
                 * @param {retort.image.v1.SharedWeights} message SharedWeights
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                SharedWeights.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.operation = "";
                        object.address = 0;
                        object.filters = 0;
                        object.taps = 0;
                        object.channels = 0;
                        object.tapPitch = 0;
                        object.groupPitch = 0;
                    }
                    if (message.operation != null && $Object.hasOwnProperty.call(message, "operation"))
                        object.operation = message.operation;
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                        object.address = message.address;
                    if (message.filters != null && $Object.hasOwnProperty.call(message, "filters"))
                        object.filters = message.filters;
                    if (message.taps != null && $Object.hasOwnProperty.call(message, "taps"))
                        object.taps = message.taps;
                    if (message.channels != null && $Object.hasOwnProperty.call(message, "channels"))
                        object.channels = message.channels;
                    if (message.tapPitch != null && $Object.hasOwnProperty.call(message, "tapPitch"))
                        object.tapPitch = message.tapPitch;
                    if (message.groupPitch != null && $Object.hasOwnProperty.call(message, "groupPitch"))
                        object.groupPitch = message.groupPitch;
                    return object;
                };

                /**
                 * Converts this SharedWeights to JSON.
                 * @function toJSON
                 * @memberof retort.image.v1.SharedWeights
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                SharedWeights.prototype.toJSON = function() {
                    return SharedWeights.toObject(this, $protobuf.util.toJSONOptions);
                };

                return SharedWeights;
            })();

            v1.Segment = (function() {

                /**
                 * Properties of a Segment.
                 * @typedef {Object} retort.image.v1.Segment.$Properties
                 * @property {retort.image.v1.Segment.Kind|null} [kind] Segment kind
                 * @property {string|null} [layer] Segment layer
                 * @property {number|null} [address] Segment address
                 * @property {number|null} [length] Segment length
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Segment.
                 * @memberof retort.image.v1
                 * @interface ISegment
                 * @augments retort.image.v1.Segment.$Properties
                 * @deprecated Use retort.image.v1.Segment.$Properties instead.
                 */

                /**
                 * Shape of a Segment.
                 * @typedef {retort.image.v1.Segment.$Properties} retort.image.v1.Segment.$Shape
                 */

                /**
                 * Constructs a new Segment.
                 * @memberof retort.image.v1
                 * @classdesc Represents a Segment.
                 * @constructor
                 * @param {retort.image.v1.Segment.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Segment = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Segment kind.
                 * @member {retort.image.v1.Segment.Kind} kind
                 * @memberof retort.image.v1.Segment
                 * @instance
                 */
                Segment.prototype.kind = 0;

                /**
                 * Segment layer.
                 * @member {string} layer
                 * @memberof retort.image.v1.Segment
                 * @instance
                 */
                Segment.prototype.layer = "";

                /**
                 * Segment address.
                 * @member {number} address
                 * @memberof retort.image.v1.Segment
                 * @instance
                 */
                Segment.prototype.address = 0;

                /**
                 * Segment length.
                 * @member {number} length
                 * @memberof retort.image.v1.Segment
                 * @instance
                 */
                Segment.prototype.length = 0;

                /**
                 * Encodes the specified Segment message. Does not implicitly {@link retort.image.v1.Segment.verify|verify} messages.
                 * @function encode
                 * @memberof retort.image.v1.Segment
                 * @static
                 * @param {retort.image.v1.Segment.$Properties} message Segment message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Segment.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
                    if (message.layer != null && $Object.hasOwnProperty.call(message, "layer") && message.layer !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.layer);
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.address);
                    if (message.length != null && $Object.hasOwnProperty.call(message, "length") && message.length !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.length);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Segment message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.image.v1.Segment
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.image.v1.Segment & retort.image.v1.Segment.$Shape} Segment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Segment.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.image.v1.Segment();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.kind = value;
                                else
                                    delete message.kind;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.layer = value;
                                else
                                    delete message.layer;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.address = value;
                                else
                                    delete message.address;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.length = value;
                                else
                                    delete message.length;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Segment message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.image.v1.Segment
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.image.v1.Segment} Segment
                 */
                Segment.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.image.v1.Segment)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.image.v1.Segment: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.image.v1.Segment();
                    if (object.kind !== 0 && (typeof object.kind !== "string" || $root.retort.image.v1.Segment.Kind[object.kind] !== 0))
                        switch (object.kind) {
                        case "KIND_UNSPECIFIED":
                        case 0:
                            message.kind = 0;
                            break;
                        case "KIND_HEADER":
                        case 1:
                            message.kind = 1;
                            break;
                        case "KIND_PROGRAM":
                        case 2:
                            message.kind = 2;
                            break;
                        case "KIND_PARAMETERS":
                        case 3:
                            message.kind = 3;
                            break;
                        case "KIND_WEIGHTS":
                        case 4:
                            message.kind = 4;
                            break;
                        case "KIND_TABLES":
                        case 5:
                            message.kind = 5;
                            break;
                        default:
                            if (typeof object.kind === "number" && (object.kind | 0) === object.kind)
                                message.kind = object.kind;
                        }
                    if (object.layer != null)
                        if (typeof object.layer !== "string" || object.layer.length)
                            message.layer = $String(object.layer);
                    if (object.address != null)
                        if ($Number(object.address) !== 0)
                            message.address = object.address >>> 0;
                    if (object.length != null)
                        if ($Number(object.length) !== 0)
                            message.length = object.length >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a Segment message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.image.v1.Segment
                 * @static
                 * @param {retort.image.v1.Segment} message Segment
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Segment.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.kind = options.enums === $String ? "KIND_UNSPECIFIED" : 0;
                        object.layer = "";
                        object.address = 0;
                        object.length = 0;
                    }
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                        object.kind = options.enums === $String ? $root.retort.image.v1.Segment.Kind[message.kind] === $undefined ? message.kind : $root.retort.image.v1.Segment.Kind[message.kind] : message.kind;
                    if (message.layer != null && $Object.hasOwnProperty.call(message, "layer"))
                        object.layer = message.layer;
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                        object.address = message.address;
                    if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                        object.length = message.length;
                    return object;
                };

                /**
                 * Converts this Segment to JSON.
                 * @function toJSON
                 * @memberof retort.image.v1.Segment
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Segment.prototype.toJSON = function() {
                    return Segment.toObject(this, $protobuf.util.toJSONOptions);
                };

                /**
                 * Kind enum.
                 * @name retort.image.v1.Segment.Kind
                 * @enum {number}
                 * @property {number} KIND_UNSPECIFIED=0 KIND_UNSPECIFIED value
                 * @property {number} KIND_HEADER=1 KIND_HEADER value
                 * @property {number} KIND_PROGRAM=2 KIND_PROGRAM value
                 * @property {number} KIND_PARAMETERS=3 KIND_PARAMETERS value
                 * @property {number} KIND_WEIGHTS=4 KIND_WEIGHTS value
                 * @property {number} KIND_TABLES=5 KIND_TABLES value
                 */
                Segment.Kind = (function() {
                    const valuesById = $Object.create(null), values = $Object.create(valuesById);
                    values[valuesById[0] = "KIND_UNSPECIFIED"] = 0;
                    values[valuesById[1] = "KIND_HEADER"] = 1;
                    values[valuesById[2] = "KIND_PROGRAM"] = 2;
                    values[valuesById[3] = "KIND_PARAMETERS"] = 3;
                    values[valuesById[4] = "KIND_WEIGHTS"] = 4;
                    values[valuesById[5] = "KIND_TABLES"] = 5;
                    return values;
                })();

                return Segment;
            })();

            v1.MemoryPlan = (function() {

                /**
                 * Properties of a MemoryPlan.
                 * @typedef {Object} retort.image.v1.MemoryPlan.$Properties
                 * @property {number|null} [bytesNeeded] MemoryPlan bytesNeeded
                 * @property {number|null} [inputAddress] MemoryPlan inputAddress
                 * @property {number|null} [inputBytes] MemoryPlan inputBytes
                 * @property {number|null} [slotPitch] MemoryPlan slotPitch
                 * @property {number|null} [slotCount] MemoryPlan slotCount
                 * @property {number|null} [logitsAddress] MemoryPlan logitsAddress
                 * @property {number|null} [logitsCount] MemoryPlan logitsCount
                 * @property {Array.<retort.image.v1.Activation.$Properties>|null} [activations] MemoryPlan activations
                 * @property {number|null} [inputBits] MemoryPlan inputBits
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a MemoryPlan.
                 * @memberof retort.image.v1
                 * @interface IMemoryPlan
                 * @augments retort.image.v1.MemoryPlan.$Properties
                 * @deprecated Use retort.image.v1.MemoryPlan.$Properties instead.
                 */

                /**
                 * Shape of a MemoryPlan.
                 * @typedef {retort.image.v1.MemoryPlan.$Properties} retort.image.v1.MemoryPlan.$Shape
                 */

                /**
                 * Constructs a new MemoryPlan.
                 * @memberof retort.image.v1
                 * @classdesc Represents a MemoryPlan.
                 * @constructor
                 * @param {retort.image.v1.MemoryPlan.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const MemoryPlan = function (properties) {
                    this.activations = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * MemoryPlan bytesNeeded.
                 * @member {number} bytesNeeded
                 * @memberof retort.image.v1.MemoryPlan
                 * @instance
                 */
                MemoryPlan.prototype.bytesNeeded = 0;

                /**
                 * MemoryPlan inputAddress.
                 * @member {number} inputAddress
                 * @memberof retort.image.v1.MemoryPlan
                 * @instance
                 */
                MemoryPlan.prototype.inputAddress = 0;

                /**
                 * MemoryPlan inputBytes.
                 * @member {number} inputBytes
                 * @memberof retort.image.v1.MemoryPlan
                 * @instance
                 */
                MemoryPlan.prototype.inputBytes = 0;

                /**
                 * MemoryPlan slotPitch.
                 * @member {number} slotPitch
                 * @memberof retort.image.v1.MemoryPlan
                 * @instance
                 */
                MemoryPlan.prototype.slotPitch = 0;

                /**
                 * MemoryPlan slotCount.
                 * @member {number} slotCount
                 * @memberof retort.image.v1.MemoryPlan
                 * @instance
                 */
                MemoryPlan.prototype.slotCount = 0;

                /**
                 * MemoryPlan logitsAddress.
                 * @member {number} logitsAddress
                 * @memberof retort.image.v1.MemoryPlan
                 * @instance
                 */
                MemoryPlan.prototype.logitsAddress = 0;

                /**
                 * MemoryPlan logitsCount.
                 * @member {number} logitsCount
                 * @memberof retort.image.v1.MemoryPlan
                 * @instance
                 */
                MemoryPlan.prototype.logitsCount = 0;

                /**
                 * MemoryPlan activations.
                 * @member {Array.<retort.image.v1.Activation.$Properties>} activations
                 * @memberof retort.image.v1.MemoryPlan
                 * @instance
                 */
                MemoryPlan.prototype.activations = $util.emptyArray;

                /**
                 * MemoryPlan inputBits.
                 * @member {number} inputBits
                 * @memberof retort.image.v1.MemoryPlan
                 * @instance
                 */
                MemoryPlan.prototype.inputBits = 0;

                /**
                 * Encodes the specified MemoryPlan message. Does not implicitly {@link retort.image.v1.MemoryPlan.verify|verify} messages.
                 * @function encode
                 * @memberof retort.image.v1.MemoryPlan
                 * @static
                 * @param {retort.image.v1.MemoryPlan.$Properties} message MemoryPlan message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                MemoryPlan.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.bytesNeeded != null && $Object.hasOwnProperty.call(message, "bytesNeeded") && message.bytesNeeded !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.bytesNeeded);
                    if (message.inputAddress != null && $Object.hasOwnProperty.call(message, "inputAddress") && message.inputAddress !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.inputAddress);
                    if (message.inputBytes != null && $Object.hasOwnProperty.call(message, "inputBytes") && message.inputBytes !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.inputBytes);
                    if (message.slotPitch != null && $Object.hasOwnProperty.call(message, "slotPitch") && message.slotPitch !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.slotPitch);
                    if (message.slotCount != null && $Object.hasOwnProperty.call(message, "slotCount") && message.slotCount !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.slotCount);
                    if (message.logitsAddress != null && $Object.hasOwnProperty.call(message, "logitsAddress") && message.logitsAddress !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.logitsAddress);
                    if (message.logitsCount != null && $Object.hasOwnProperty.call(message, "logitsCount") && message.logitsCount !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.logitsCount);
                    if (message.activations != null && message.activations.length)
                        for (let i = 0; i < message.activations.length; ++i)
                            $root.retort.image.v1.Activation.encode(message.activations[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.inputBits != null && $Object.hasOwnProperty.call(message, "inputBits") && message.inputBits !== 0)
                        writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.inputBits);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a MemoryPlan message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.image.v1.MemoryPlan
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.image.v1.MemoryPlan & retort.image.v1.MemoryPlan.$Shape} MemoryPlan
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                MemoryPlan.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.image.v1.MemoryPlan();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.bytesNeeded = value;
                                else
                                    delete message.bytesNeeded;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.inputAddress = value;
                                else
                                    delete message.inputAddress;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.inputBytes = value;
                                else
                                    delete message.inputBytes;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.slotPitch = value;
                                else
                                    delete message.slotPitch;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.slotCount = value;
                                else
                                    delete message.slotCount;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.logitsAddress = value;
                                else
                                    delete message.logitsAddress;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.logitsCount = value;
                                else
                                    delete message.logitsCount;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.activations && message.activations.length))
                                    message.activations = [];
                                message.activations.push($root.retort.image.v1.Activation.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.inputBits = value;
                                else
                                    delete message.inputBits;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a MemoryPlan message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.image.v1.MemoryPlan
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.image.v1.MemoryPlan} MemoryPlan
                 */
                MemoryPlan.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.image.v1.MemoryPlan)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.image.v1.MemoryPlan: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.image.v1.MemoryPlan();
                    if (object.bytesNeeded != null)
                        if ($Number(object.bytesNeeded) !== 0)
                            message.bytesNeeded = object.bytesNeeded >>> 0;
                    if (object.inputAddress != null)
                        if ($Number(object.inputAddress) !== 0)
                            message.inputAddress = object.inputAddress >>> 0;
                    if (object.inputBytes != null)
                        if ($Number(object.inputBytes) !== 0)
                            message.inputBytes = object.inputBytes >>> 0;
                    if (object.slotPitch != null)
                        if ($Number(object.slotPitch) !== 0)
                            message.slotPitch = object.slotPitch >>> 0;
                    if (object.slotCount != null)
                        if ($Number(object.slotCount) !== 0)
                            message.slotCount = object.slotCount >>> 0;
                    if (object.logitsAddress != null)
                        if ($Number(object.logitsAddress) !== 0)
                            message.logitsAddress = object.logitsAddress >>> 0;
                    if (object.logitsCount != null)
                        if ($Number(object.logitsCount) !== 0)
                            message.logitsCount = object.logitsCount >>> 0;
                    if (object.activations) {
                        if (!$Array.isArray(object.activations))
                            throw $TypeError(".retort.image.v1.MemoryPlan.activations: array expected");
                        message.activations = $Array(object.activations.length);
                        for (let i = 0; i < object.activations.length; ++i) {
                            if (!$util.isObject(object.activations[i]))
                                throw $TypeError(".retort.image.v1.MemoryPlan.activations: object expected");
                            message.activations[i] = $root.retort.image.v1.Activation.fromObject(object.activations[i], _depth + 1);
                        }
                    }
                    if (object.inputBits != null)
                        if ($Number(object.inputBits) !== 0)
                            message.inputBits = object.inputBits >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a MemoryPlan message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.image.v1.MemoryPlan
                 * @static
                 * @param {retort.image.v1.MemoryPlan} message MemoryPlan
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                MemoryPlan.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.activations = [];
                    if (options.defaults) {
                        object.bytesNeeded = 0;
                        object.inputAddress = 0;
                        object.inputBytes = 0;
                        object.slotPitch = 0;
                        object.slotCount = 0;
                        object.logitsAddress = 0;
                        object.logitsCount = 0;
                        object.inputBits = 0;
                    }
                    if (message.bytesNeeded != null && $Object.hasOwnProperty.call(message, "bytesNeeded"))
                        object.bytesNeeded = message.bytesNeeded;
                    if (message.inputAddress != null && $Object.hasOwnProperty.call(message, "inputAddress"))
                        object.inputAddress = message.inputAddress;
                    if (message.inputBytes != null && $Object.hasOwnProperty.call(message, "inputBytes"))
                        object.inputBytes = message.inputBytes;
                    if (message.slotPitch != null && $Object.hasOwnProperty.call(message, "slotPitch"))
                        object.slotPitch = message.slotPitch;
                    if (message.slotCount != null && $Object.hasOwnProperty.call(message, "slotCount"))
                        object.slotCount = message.slotCount;
                    if (message.logitsAddress != null && $Object.hasOwnProperty.call(message, "logitsAddress"))
                        object.logitsAddress = message.logitsAddress;
                    if (message.logitsCount != null && $Object.hasOwnProperty.call(message, "logitsCount"))
                        object.logitsCount = message.logitsCount;
                    if (message.activations && message.activations.length) {
                        object.activations = $Array(message.activations.length);
                        for (let j = 0; j < message.activations.length; ++j)
                            object.activations[j] = $root.retort.image.v1.Activation.toObject(message.activations[j], options, _depth + 1);
                    }
                    if (message.inputBits != null && $Object.hasOwnProperty.call(message, "inputBits"))
                        object.inputBits = message.inputBits;
                    return object;
                };

                /**
                 * Converts this MemoryPlan to JSON.
                 * @function toJSON
                 * @memberof retort.image.v1.MemoryPlan
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                MemoryPlan.prototype.toJSON = function() {
                    return MemoryPlan.toObject(this, $protobuf.util.toJSONOptions);
                };

                return MemoryPlan;
            })();

            v1.Activation = (function() {

                /**
                 * Properties of an Activation.
                 * @typedef {Object} retort.image.v1.Activation.$Properties
                 * @property {string|null} [tensor] Activation tensor
                 * @property {number|null} [address] Activation address
                 * @property {number|null} [length] Activation length
                 * @property {number|null} [firstLayer] Activation firstLayer
                 * @property {number|null} [lastLayer] Activation lastLayer
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Activation.
                 * @memberof retort.image.v1
                 * @interface IActivation
                 * @augments retort.image.v1.Activation.$Properties
                 * @deprecated Use retort.image.v1.Activation.$Properties instead.
                 */

                /**
                 * Shape of an Activation.
                 * @typedef {retort.image.v1.Activation.$Properties} retort.image.v1.Activation.$Shape
                 */

                /**
                 * Constructs a new Activation.
                 * @memberof retort.image.v1
                 * @classdesc Represents an Activation.
                 * @constructor
                 * @param {retort.image.v1.Activation.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Activation = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Activation tensor.
                 * @member {string} tensor
                 * @memberof retort.image.v1.Activation
                 * @instance
                 */
                Activation.prototype.tensor = "";

                /**
                 * Activation address.
                 * @member {number} address
                 * @memberof retort.image.v1.Activation
                 * @instance
                 */
                Activation.prototype.address = 0;

                /**
                 * Activation length.
                 * @member {number} length
                 * @memberof retort.image.v1.Activation
                 * @instance
                 */
                Activation.prototype.length = 0;

                /**
                 * Activation firstLayer.
                 * @member {number} firstLayer
                 * @memberof retort.image.v1.Activation
                 * @instance
                 */
                Activation.prototype.firstLayer = 0;

                /**
                 * Activation lastLayer.
                 * @member {number} lastLayer
                 * @memberof retort.image.v1.Activation
                 * @instance
                 */
                Activation.prototype.lastLayer = 0;

                /**
                 * Encodes the specified Activation message. Does not implicitly {@link retort.image.v1.Activation.verify|verify} messages.
                 * @function encode
                 * @memberof retort.image.v1.Activation
                 * @static
                 * @param {retort.image.v1.Activation.$Properties} message Activation message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Activation.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.tensor != null && $Object.hasOwnProperty.call(message, "tensor") && message.tensor !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.tensor);
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.address);
                    if (message.length != null && $Object.hasOwnProperty.call(message, "length") && message.length !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.length);
                    if (message.firstLayer != null && $Object.hasOwnProperty.call(message, "firstLayer") && message.firstLayer !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.firstLayer);
                    if (message.lastLayer != null && $Object.hasOwnProperty.call(message, "lastLayer") && message.lastLayer !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.lastLayer);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Activation message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.image.v1.Activation
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.image.v1.Activation & retort.image.v1.Activation.$Shape} Activation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Activation.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.image.v1.Activation();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.tensor = value;
                                else
                                    delete message.tensor;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.address = value;
                                else
                                    delete message.address;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.length = value;
                                else
                                    delete message.length;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.firstLayer = value;
                                else
                                    delete message.firstLayer;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.lastLayer = value;
                                else
                                    delete message.lastLayer;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an Activation message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.image.v1.Activation
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.image.v1.Activation} Activation
                 */
                Activation.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.image.v1.Activation)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.image.v1.Activation: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.image.v1.Activation();
                    if (object.tensor != null)
                        if (typeof object.tensor !== "string" || object.tensor.length)
                            message.tensor = $String(object.tensor);
                    if (object.address != null)
                        if ($Number(object.address) !== 0)
                            message.address = object.address >>> 0;
                    if (object.length != null)
                        if ($Number(object.length) !== 0)
                            message.length = object.length >>> 0;
                    if (object.firstLayer != null)
                        if ($Number(object.firstLayer) !== 0)
                            message.firstLayer = object.firstLayer >>> 0;
                    if (object.lastLayer != null)
                        if ($Number(object.lastLayer) !== 0)
                            message.lastLayer = object.lastLayer >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from an Activation message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.image.v1.Activation
                 * @static
                 * @param {retort.image.v1.Activation} message Activation
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Activation.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.tensor = "";
                        object.address = 0;
                        object.length = 0;
                        object.firstLayer = 0;
                        object.lastLayer = 0;
                    }
                    if (message.tensor != null && $Object.hasOwnProperty.call(message, "tensor"))
                        object.tensor = message.tensor;
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                        object.address = message.address;
                    if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                        object.length = message.length;
                    if (message.firstLayer != null && $Object.hasOwnProperty.call(message, "firstLayer"))
                        object.firstLayer = message.firstLayer;
                    if (message.lastLayer != null && $Object.hasOwnProperty.call(message, "lastLayer"))
                        object.lastLayer = message.lastLayer;
                    return object;
                };

                /**
                 * Converts this Activation to JSON.
                 * @function toJSON
                 * @memberof retort.image.v1.Activation
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Activation.prototype.toJSON = function() {
                    return Activation.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Activation;
            })();

            v1.Layer = (function() {

                /**
                 * Properties of a Layer.
                 * @typedef {Object} retort.image.v1.Layer.$Properties
                 * @property {string|null} [name] Layer name
                 * @property {string|null} [operator] Layer operator
                 * @property {number|null} [descriptorIndex] Layer descriptorIndex
                 * @property {number|null} [outputAddress] Layer outputAddress
                 * @property {Array.<number>|null} [shape] Layer shape
                 * @property {number|null} [paddedChannels] Layer paddedChannels
                 * @property {retort.image.v1.Quantization.$Properties|null} [quantization] Layer quantization
                 * @property {number|null} [macs] Layer macs
                 * @property {number|null} [weightBytes] Layer weightBytes
                 * @property {number|null} [parameterBytes] Layer parameterBytes
                 * @property {string|null} [tensor] Layer tensor
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Layer.
                 * @memberof retort.image.v1
                 * @interface ILayer
                 * @augments retort.image.v1.Layer.$Properties
                 * @deprecated Use retort.image.v1.Layer.$Properties instead.
                 */

                /**
                 * Shape of a Layer.
                 * @typedef {retort.image.v1.Layer.$Properties} retort.image.v1.Layer.$Shape
                 */

                /**
                 * Constructs a new Layer.
                 * @memberof retort.image.v1
                 * @classdesc Represents a Layer.
                 * @constructor
                 * @param {retort.image.v1.Layer.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Layer = function (properties) {
                    this.shape = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Layer name.
                 * @member {string} name
                 * @memberof retort.image.v1.Layer
                 * @instance
                 */
                Layer.prototype.name = "";

                /**
                 * Layer operator.
                 * @member {string} operator
                 * @memberof retort.image.v1.Layer
                 * @instance
                 */
                Layer.prototype.operator = "";

                /**
                 * Layer descriptorIndex.
                 * @member {number} descriptorIndex
                 * @memberof retort.image.v1.Layer
                 * @instance
                 */
                Layer.prototype.descriptorIndex = 0;

                /**
                 * Layer outputAddress.
                 * @member {number} outputAddress
                 * @memberof retort.image.v1.Layer
                 * @instance
                 */
                Layer.prototype.outputAddress = 0;

                /**
                 * Layer shape.
                 * @member {Array.<number>} shape
                 * @memberof retort.image.v1.Layer
                 * @instance
                 */
                Layer.prototype.shape = $util.emptyArray;

                /**
                 * Layer paddedChannels.
                 * @member {number} paddedChannels
                 * @memberof retort.image.v1.Layer
                 * @instance
                 */
                Layer.prototype.paddedChannels = 0;

                /**
                 * Layer quantization.
                 * @member {retort.image.v1.Quantization.$Properties|null|undefined} quantization
                 * @memberof retort.image.v1.Layer
                 * @instance
                 */
                Layer.prototype.quantization = null;

                /**
                 * Layer macs.
                 * @member {number} macs
                 * @memberof retort.image.v1.Layer
                 * @instance
                 */
                Layer.prototype.macs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Layer weightBytes.
                 * @member {number} weightBytes
                 * @memberof retort.image.v1.Layer
                 * @instance
                 */
                Layer.prototype.weightBytes = 0;

                /**
                 * Layer parameterBytes.
                 * @member {number} parameterBytes
                 * @memberof retort.image.v1.Layer
                 * @instance
                 */
                Layer.prototype.parameterBytes = 0;

                /**
                 * Layer tensor.
                 * @member {string} tensor
                 * @memberof retort.image.v1.Layer
                 * @instance
                 */
                Layer.prototype.tensor = "";

                /**
                 * Encodes the specified Layer message. Does not implicitly {@link retort.image.v1.Layer.verify|verify} messages.
                 * @function encode
                 * @memberof retort.image.v1.Layer
                 * @static
                 * @param {retort.image.v1.Layer.$Properties} message Layer message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Layer.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.operator != null && $Object.hasOwnProperty.call(message, "operator") && message.operator !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.operator);
                    if (message.descriptorIndex != null && $Object.hasOwnProperty.call(message, "descriptorIndex") && message.descriptorIndex !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.descriptorIndex);
                    if (message.outputAddress != null && $Object.hasOwnProperty.call(message, "outputAddress") && message.outputAddress !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.outputAddress);
                    if (message.shape != null && message.shape.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).uint32s(message.shape);
                    if (message.paddedChannels != null && $Object.hasOwnProperty.call(message, "paddedChannels") && message.paddedChannels !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.paddedChannels);
                    if (message.quantization != null && $Object.hasOwnProperty.call(message, "quantization"))
                        $root.retort.image.v1.Quantization.encode(message.quantization, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.macs != null && $Object.hasOwnProperty.call(message, "macs") && (typeof message.macs === "object" ? message.macs.low || message.macs.high : message.macs !== 0))
                        writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.macs);
                    if (message.weightBytes != null && $Object.hasOwnProperty.call(message, "weightBytes") && message.weightBytes !== 0)
                        writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.weightBytes);
                    if (message.parameterBytes != null && $Object.hasOwnProperty.call(message, "parameterBytes") && message.parameterBytes !== 0)
                        writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.parameterBytes);
                    if (message.tensor != null && $Object.hasOwnProperty.call(message, "tensor") && message.tensor !== "")
                        writer.uint32(/* id 11, wireType 2 =*/90).string(message.tensor);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Layer message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.image.v1.Layer
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.image.v1.Layer & retort.image.v1.Layer.$Shape} Layer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Layer.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.image.v1.Layer();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.operator = value;
                                else
                                    delete message.operator;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.descriptorIndex = value;
                                else
                                    delete message.descriptorIndex;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.outputAddress = value;
                                else
                                    delete message.outputAddress;
                                continue;
                            }
                        case 5: {
                                if (wireType === 2) {
                                    if (!(message.shape && message.shape.length))
                                        message.shape = [];
                                    reader.uint32s(message.shape);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.shape && message.shape.length))
                                    message.shape = [];
                                message.shape.push(reader.uint32());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.paddedChannels = value;
                                else
                                    delete message.paddedChannels;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.quantization = $root.retort.image.v1.Quantization.decode(reader, reader.size(), $undefined, _depth + 1, message.quantization);
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.macs = value;
                                else
                                    delete message.macs;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.weightBytes = value;
                                else
                                    delete message.weightBytes;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.parameterBytes = value;
                                else
                                    delete message.parameterBytes;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.tensor = value;
                                else
                                    delete message.tensor;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Layer message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.image.v1.Layer
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.image.v1.Layer} Layer
                 */
                Layer.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.image.v1.Layer)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.image.v1.Layer: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.image.v1.Layer();
                    if (object.name != null)
                        if (typeof object.name !== "string" || object.name.length)
                            message.name = $String(object.name);
                    if (object.operator != null)
                        if (typeof object.operator !== "string" || object.operator.length)
                            message.operator = $String(object.operator);
                    if (object.descriptorIndex != null)
                        if ($Number(object.descriptorIndex) !== 0)
                            message.descriptorIndex = object.descriptorIndex >>> 0;
                    if (object.outputAddress != null)
                        if ($Number(object.outputAddress) !== 0)
                            message.outputAddress = object.outputAddress >>> 0;
                    if (object.shape) {
                        if (!$Array.isArray(object.shape))
                            throw $TypeError(".retort.image.v1.Layer.shape: array expected");
                        message.shape = $Array(object.shape.length);
                        for (let i = 0; i < object.shape.length; ++i)
                            message.shape[i] = object.shape[i] >>> 0;
                    }
                    if (object.paddedChannels != null)
                        if ($Number(object.paddedChannels) !== 0)
                            message.paddedChannels = object.paddedChannels >>> 0;
                    if (object.quantization != null) {
                        if (!$util.isObject(object.quantization))
                            throw $TypeError(".retort.image.v1.Layer.quantization: object expected");
                        message.quantization = $root.retort.image.v1.Quantization.fromObject(object.quantization, _depth + 1);
                    }
                    if (object.macs != null)
                        if (typeof object.macs === "object" ? object.macs.low || object.macs.high : $Number(object.macs) !== 0)
                            if ($util.Long)
                                message.macs = $util.Long.fromValue(object.macs, true);
                            else if (typeof object.macs === "string")
                                message.macs = $parseInt(object.macs, 10);
                            else if (typeof object.macs === "number")
                                message.macs = object.macs;
                            else if (typeof object.macs === "object")
                                message.macs = new $util.LongBits(object.macs.low >>> 0, object.macs.high >>> 0).toNumber(true);
                    if (object.weightBytes != null)
                        if ($Number(object.weightBytes) !== 0)
                            message.weightBytes = object.weightBytes >>> 0;
                    if (object.parameterBytes != null)
                        if ($Number(object.parameterBytes) !== 0)
                            message.parameterBytes = object.parameterBytes >>> 0;
                    if (object.tensor != null)
                        if (typeof object.tensor !== "string" || object.tensor.length)
                            message.tensor = $String(object.tensor);
                    return message;
                };

                /**
                 * Creates a plain object from a Layer message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.image.v1.Layer
                 * @static
                 * @param {retort.image.v1.Layer} message Layer
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Layer.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.shape = [];
                    if (options.defaults) {
                        object.name = "";
                        object.operator = "";
                        object.descriptorIndex = 0;
                        object.outputAddress = 0;
                        object.paddedChannels = 0;
                        object.quantization = null;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.macs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.macs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.weightBytes = 0;
                        object.parameterBytes = 0;
                        object.tensor = "";
                    }
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        object.name = message.name;
                    if (message.operator != null && $Object.hasOwnProperty.call(message, "operator"))
                        object.operator = message.operator;
                    if (message.descriptorIndex != null && $Object.hasOwnProperty.call(message, "descriptorIndex"))
                        object.descriptorIndex = message.descriptorIndex;
                    if (message.outputAddress != null && $Object.hasOwnProperty.call(message, "outputAddress"))
                        object.outputAddress = message.outputAddress;
                    if (message.shape && message.shape.length) {
                        object.shape = $Array(message.shape.length);
                        for (let j = 0; j < message.shape.length; ++j)
                            object.shape[j] = message.shape[j];
                    }
                    if (message.paddedChannels != null && $Object.hasOwnProperty.call(message, "paddedChannels"))
                        object.paddedChannels = message.paddedChannels;
                    if (message.quantization != null && $Object.hasOwnProperty.call(message, "quantization"))
                        object.quantization = $root.retort.image.v1.Quantization.toObject(message.quantization, options, _depth + 1);
                    if (message.macs != null && $Object.hasOwnProperty.call(message, "macs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.macs = typeof message.macs === "number" ? $BigInt(message.macs) : $util.Long.fromBits(message.macs.low >>> 0, message.macs.high >>> 0, true).toBigInt();
                        else if (typeof message.macs === "number")
                            object.macs = options.longs === $String ? $String(message.macs) : message.macs;
                        else
                            object.macs = options.longs === $String ? $util.Long.prototype.toString.call(message.macs) : options.longs === $Number ? new $util.LongBits(message.macs.low >>> 0, message.macs.high >>> 0).toNumber(true) : message.macs;
                    if (message.weightBytes != null && $Object.hasOwnProperty.call(message, "weightBytes"))
                        object.weightBytes = message.weightBytes;
                    if (message.parameterBytes != null && $Object.hasOwnProperty.call(message, "parameterBytes"))
                        object.parameterBytes = message.parameterBytes;
                    if (message.tensor != null && $Object.hasOwnProperty.call(message, "tensor"))
                        object.tensor = message.tensor;
                    return object;
                };

                /**
                 * Converts this Layer to JSON.
                 * @function toJSON
                 * @memberof retort.image.v1.Layer
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Layer.prototype.toJSON = function() {
                    return Layer.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Layer;
            })();

            v1.Quantization = (function() {

                /**
                 * Properties of a Quantization.
                 * @typedef {Object} retort.image.v1.Quantization.$Properties
                 * @property {number|null} [scale] Quantization scale
                 * @property {number|null} [zeroPoint] Quantization zeroPoint
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Quantization.
                 * @memberof retort.image.v1
                 * @interface IQuantization
                 * @augments retort.image.v1.Quantization.$Properties
                 * @deprecated Use retort.image.v1.Quantization.$Properties instead.
                 */

                /**
                 * Shape of a Quantization.
                 * @typedef {retort.image.v1.Quantization.$Properties} retort.image.v1.Quantization.$Shape
                 */

                /**
                 * Constructs a new Quantization.
                 * @memberof retort.image.v1
                 * @classdesc Represents a Quantization.
                 * @constructor
                 * @param {retort.image.v1.Quantization.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Quantization = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Quantization scale.
                 * @member {number} scale
                 * @memberof retort.image.v1.Quantization
                 * @instance
                 */
                Quantization.prototype.scale = 0;

                /**
                 * Quantization zeroPoint.
                 * @member {number} zeroPoint
                 * @memberof retort.image.v1.Quantization
                 * @instance
                 */
                Quantization.prototype.zeroPoint = 0;

                /**
                 * Encodes the specified Quantization message. Does not implicitly {@link retort.image.v1.Quantization.verify|verify} messages.
                 * @function encode
                 * @memberof retort.image.v1.Quantization
                 * @static
                 * @param {retort.image.v1.Quantization.$Properties} message Quantization message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Quantization.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.scale != null && $Object.hasOwnProperty.call(message, "scale") && !$Object.is(message.scale, 0))
                        writer.uint32(/* id 1, wireType 5 =*/13).float(message.scale);
                    if (message.zeroPoint != null && $Object.hasOwnProperty.call(message, "zeroPoint") && message.zeroPoint !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).sint32(message.zeroPoint);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Quantization message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.image.v1.Quantization
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.image.v1.Quantization & retort.image.v1.Quantization.$Shape} Quantization
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Quantization.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.image.v1.Quantization();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 5)
                                    break;
                                if (!$Object.is(value = reader.float(), 0))
                                    message.scale = value;
                                else
                                    delete message.scale;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.sint32())
                                    message.zeroPoint = value;
                                else
                                    delete message.zeroPoint;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Quantization message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.image.v1.Quantization
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.image.v1.Quantization} Quantization
                 */
                Quantization.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.image.v1.Quantization)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.image.v1.Quantization: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.image.v1.Quantization();
                    if (object.scale != null)
                        if (!$Object.is($Number(object.scale), 0))
                            message.scale = $Number(object.scale);
                    if (object.zeroPoint != null)
                        if ($Number(object.zeroPoint) !== 0)
                            message.zeroPoint = object.zeroPoint | 0;
                    return message;
                };

                /**
                 * Creates a plain object from a Quantization message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.image.v1.Quantization
                 * @static
                 * @param {retort.image.v1.Quantization} message Quantization
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Quantization.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.scale = 0;
                        object.zeroPoint = 0;
                    }
                    if (message.scale != null && $Object.hasOwnProperty.call(message, "scale"))
                        object.scale = options.json && !$isFinite(message.scale) ? $String(message.scale) : message.scale;
                    if (message.zeroPoint != null && $Object.hasOwnProperty.call(message, "zeroPoint"))
                        object.zeroPoint = message.zeroPoint;
                    return object;
                };

                /**
                 * Converts this Quantization to JSON.
                 * @function toJSON
                 * @memberof retort.image.v1.Quantization
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Quantization.prototype.toJSON = function() {
                    return Quantization.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Quantization;
            })();

            v1.Head = (function() {

                /**
                 * Properties of a Head.
                 * @typedef {Object} retort.image.v1.Head.$Properties
                 * @property {retort.image.v1.Head.Kind|null} [kind] Head kind
                 * @property {retort.image.v1.Head.Output|null} [output] Head output
                 * @property {Array.<number>|null} [shape] Head shape
                 * @property {number|null} [softmaxBeta] Head softmaxBeta
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Head.
                 * @memberof retort.image.v1
                 * @interface IHead
                 * @augments retort.image.v1.Head.$Properties
                 * @deprecated Use retort.image.v1.Head.$Properties instead.
                 */

                /**
                 * Shape of a Head.
                 * @typedef {retort.image.v1.Head.$Properties} retort.image.v1.Head.$Shape
                 */

                /**
                 * Constructs a new Head.
                 * @memberof retort.image.v1
                 * @classdesc Represents a Head.
                 * @constructor
                 * @param {retort.image.v1.Head.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Head = function (properties) {
                    this.shape = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Head kind.
                 * @member {retort.image.v1.Head.Kind} kind
                 * @memberof retort.image.v1.Head
                 * @instance
                 */
                Head.prototype.kind = 0;

                /**
                 * Head output.
                 * @member {retort.image.v1.Head.Output} output
                 * @memberof retort.image.v1.Head
                 * @instance
                 */
                Head.prototype.output = 0;

                /**
                 * Head shape.
                 * @member {Array.<number>} shape
                 * @memberof retort.image.v1.Head
                 * @instance
                 */
                Head.prototype.shape = $util.emptyArray;

                /**
                 * Head softmaxBeta.
                 * @member {number|null|undefined} softmaxBeta
                 * @memberof retort.image.v1.Head
                 * @instance
                 */
                Head.prototype.softmaxBeta = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Head.prototype, "_softmaxBeta", {
                    get: $util.oneOfGetter($oneOfFields = ["softmaxBeta"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Head message. Does not implicitly {@link retort.image.v1.Head.verify|verify} messages.
                 * @function encode
                 * @memberof retort.image.v1.Head
                 * @static
                 * @param {retort.image.v1.Head.$Properties} message Head message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Head.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
                    if (message.output != null && $Object.hasOwnProperty.call(message, "output") && message.output !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.output);
                    if (message.shape != null && message.shape.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.shape);
                    if (message.softmaxBeta != null && $Object.hasOwnProperty.call(message, "softmaxBeta"))
                        writer.uint32(/* id 4, wireType 5 =*/37).float(message.softmaxBeta);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Head message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.image.v1.Head
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.image.v1.Head & retort.image.v1.Head.$Shape} Head
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Head.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.image.v1.Head();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.kind = value;
                                else
                                    delete message.kind;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.output = value;
                                else
                                    delete message.output;
                                continue;
                            }
                        case 3: {
                                if (wireType === 2) {
                                    if (!(message.shape && message.shape.length))
                                        message.shape = [];
                                    reader.uint32s(message.shape);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.shape && message.shape.length))
                                    message.shape = [];
                                message.shape.push(reader.uint32());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 5)
                                    break;
                                message.softmaxBeta = reader.float();
                                message._softmaxBeta = "softmaxBeta";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Head message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.image.v1.Head
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.image.v1.Head} Head
                 */
                Head.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.image.v1.Head)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.image.v1.Head: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.image.v1.Head();
                    if (object.kind !== 0 && (typeof object.kind !== "string" || $root.retort.image.v1.Head.Kind[object.kind] !== 0))
                        switch (object.kind) {
                        case "KIND_UNSPECIFIED":
                        case 0:
                            message.kind = 0;
                            break;
                        case "KIND_SOFTMAX":
                        case 1:
                            message.kind = 1;
                            break;
                        case "KIND_BINARY":
                        case 2:
                            message.kind = 2;
                            break;
                        case "KIND_MULTI_LABEL":
                        case 3:
                            message.kind = 3;
                            break;
                        case "KIND_VALUES":
                        case 4:
                            message.kind = 4;
                            break;
                        default:
                            if (typeof object.kind === "number" && (object.kind | 0) === object.kind)
                                message.kind = object.kind;
                        }
                    if (object.output !== 0 && (typeof object.output !== "string" || $root.retort.image.v1.Head.Output[object.output] !== 0))
                        switch (object.output) {
                        case "OUTPUT_UNSPECIFIED":
                        case 0:
                            message.output = 0;
                            break;
                        case "OUTPUT_LOGITS":
                        case 1:
                            message.output = 1;
                            break;
                        case "OUTPUT_PROBABILITIES":
                        case 2:
                            message.output = 2;
                            break;
                        case "OUTPUT_VALUES":
                        case 3:
                            message.output = 3;
                            break;
                        default:
                            if (typeof object.output === "number" && (object.output | 0) === object.output)
                                message.output = object.output;
                        }
                    if (object.shape) {
                        if (!$Array.isArray(object.shape))
                            throw $TypeError(".retort.image.v1.Head.shape: array expected");
                        message.shape = $Array(object.shape.length);
                        for (let i = 0; i < object.shape.length; ++i)
                            message.shape[i] = object.shape[i] >>> 0;
                    }
                    if (object.softmaxBeta != null)
                        message.softmaxBeta = $Number(object.softmaxBeta);
                    return message;
                };

                /**
                 * Creates a plain object from a Head message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.image.v1.Head
                 * @static
                 * @param {retort.image.v1.Head} message Head
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Head.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.shape = [];
                    if (options.defaults) {
                        object.kind = options.enums === $String ? "KIND_UNSPECIFIED" : 0;
                        object.output = options.enums === $String ? "OUTPUT_UNSPECIFIED" : 0;
                    }
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                        object.kind = options.enums === $String ? $root.retort.image.v1.Head.Kind[message.kind] === $undefined ? message.kind : $root.retort.image.v1.Head.Kind[message.kind] : message.kind;
                    if (message.output != null && $Object.hasOwnProperty.call(message, "output"))
                        object.output = options.enums === $String ? $root.retort.image.v1.Head.Output[message.output] === $undefined ? message.output : $root.retort.image.v1.Head.Output[message.output] : message.output;
                    if (message.shape && message.shape.length) {
                        object.shape = $Array(message.shape.length);
                        for (let j = 0; j < message.shape.length; ++j)
                            object.shape[j] = message.shape[j];
                    }
                    if (message.softmaxBeta != null && $Object.hasOwnProperty.call(message, "softmaxBeta"))
                        object.softmaxBeta = options.json && !$isFinite(message.softmaxBeta) ? $String(message.softmaxBeta) : message.softmaxBeta;
                    return object;
                };

                /**
                 * Converts this Head to JSON.
                 * @function toJSON
                 * @memberof retort.image.v1.Head
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Head.prototype.toJSON = function() {
                    return Head.toObject(this, $protobuf.util.toJSONOptions);
                };

                /**
                 * Kind enum.
                 * @name retort.image.v1.Head.Kind
                 * @enum {number}
                 * @property {number} KIND_UNSPECIFIED=0 KIND_UNSPECIFIED value
                 * @property {number} KIND_SOFTMAX=1 KIND_SOFTMAX value
                 * @property {number} KIND_BINARY=2 KIND_BINARY value
                 * @property {number} KIND_MULTI_LABEL=3 KIND_MULTI_LABEL value
                 * @property {number} KIND_VALUES=4 KIND_VALUES value
                 */
                Head.Kind = (function() {
                    const valuesById = $Object.create(null), values = $Object.create(valuesById);
                    values[valuesById[0] = "KIND_UNSPECIFIED"] = 0;
                    values[valuesById[1] = "KIND_SOFTMAX"] = 1;
                    values[valuesById[2] = "KIND_BINARY"] = 2;
                    values[valuesById[3] = "KIND_MULTI_LABEL"] = 3;
                    values[valuesById[4] = "KIND_VALUES"] = 4;
                    return values;
                })();

                /**
                 * Output enum.
                 * @name retort.image.v1.Head.Output
                 * @enum {number}
                 * @property {number} OUTPUT_UNSPECIFIED=0 OUTPUT_UNSPECIFIED value
                 * @property {number} OUTPUT_LOGITS=1 OUTPUT_LOGITS value
                 * @property {number} OUTPUT_PROBABILITIES=2 OUTPUT_PROBABILITIES value
                 * @property {number} OUTPUT_VALUES=3 OUTPUT_VALUES value
                 */
                Head.Output = (function() {
                    const valuesById = $Object.create(null), values = $Object.create(valuesById);
                    values[valuesById[0] = "OUTPUT_UNSPECIFIED"] = 0;
                    values[valuesById[1] = "OUTPUT_LOGITS"] = 1;
                    values[valuesById[2] = "OUTPUT_PROBABILITIES"] = 2;
                    values[valuesById[3] = "OUTPUT_VALUES"] = 3;
                    return values;
                })();

                return Head;
            })();

            v1.Edges = (function() {

                /**
                 * Properties of an Edges.
                 * @typedef {Object} retort.image.v1.Edges.$Properties
                 * @property {retort.image.v1.Edge.$Properties|null} [input] Edges input
                 * @property {retort.image.v1.Edge.$Properties|null} [output] Edges output
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Edges.
                 * @memberof retort.image.v1
                 * @interface IEdges
                 * @augments retort.image.v1.Edges.$Properties
                 * @deprecated Use retort.image.v1.Edges.$Properties instead.
                 */

                /**
                 * Shape of an Edges.
                 * @typedef {retort.image.v1.Edges.$Properties} retort.image.v1.Edges.$Shape
                 */

                /**
                 * Constructs a new Edges.
                 * @memberof retort.image.v1
                 * @classdesc Represents an Edges.
                 * @constructor
                 * @param {retort.image.v1.Edges.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Edges = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Edges input.
                 * @member {retort.image.v1.Edge.$Properties|null|undefined} input
                 * @memberof retort.image.v1.Edges
                 * @instance
                 */
                Edges.prototype.input = null;

                /**
                 * Edges output.
                 * @member {retort.image.v1.Edge.$Properties|null|undefined} output
                 * @memberof retort.image.v1.Edges
                 * @instance
                 */
                Edges.prototype.output = null;

                /**
                 * Encodes the specified Edges message. Does not implicitly {@link retort.image.v1.Edges.verify|verify} messages.
                 * @function encode
                 * @memberof retort.image.v1.Edges
                 * @static
                 * @param {retort.image.v1.Edges.$Properties} message Edges message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Edges.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.input != null && $Object.hasOwnProperty.call(message, "input"))
                        $root.retort.image.v1.Edge.encode(message.input, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.output != null && $Object.hasOwnProperty.call(message, "output"))
                        $root.retort.image.v1.Edge.encode(message.output, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Edges message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.image.v1.Edges
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.image.v1.Edges & retort.image.v1.Edges.$Shape} Edges
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Edges.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.image.v1.Edges();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.input = $root.retort.image.v1.Edge.decode(reader, reader.size(), $undefined, _depth + 1, message.input);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.output = $root.retort.image.v1.Edge.decode(reader, reader.size(), $undefined, _depth + 1, message.output);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an Edges message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.image.v1.Edges
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.image.v1.Edges} Edges
                 */
                Edges.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.image.v1.Edges)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.image.v1.Edges: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.image.v1.Edges();
                    if (object.input != null) {
                        if (!$util.isObject(object.input))
                            throw $TypeError(".retort.image.v1.Edges.input: object expected");
                        message.input = $root.retort.image.v1.Edge.fromObject(object.input, _depth + 1);
                    }
                    if (object.output != null) {
                        if (!$util.isObject(object.output))
                            throw $TypeError(".retort.image.v1.Edges.output: object expected");
                        message.output = $root.retort.image.v1.Edge.fromObject(object.output, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from an Edges message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.image.v1.Edges
                 * @static
                 * @param {retort.image.v1.Edges} message Edges
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Edges.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.input = null;
                        object.output = null;
                    }
                    if (message.input != null && $Object.hasOwnProperty.call(message, "input"))
                        object.input = $root.retort.image.v1.Edge.toObject(message.input, options, _depth + 1);
                    if (message.output != null && $Object.hasOwnProperty.call(message, "output"))
                        object.output = $root.retort.image.v1.Edge.toObject(message.output, options, _depth + 1);
                    return object;
                };

                /**
                 * Converts this Edges to JSON.
                 * @function toJSON
                 * @memberof retort.image.v1.Edges
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Edges.prototype.toJSON = function() {
                    return Edges.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Edges;
            })();

            v1.Edge = (function() {

                /**
                 * Properties of an Edge.
                 * @typedef {Object} retort.image.v1.Edge.$Properties
                 * @property {retort.image.v1.Edge.Type|null} [type] Edge type
                 * @property {number|null} [scale] Edge scale
                 * @property {number|null} [zeroPoint] Edge zeroPoint
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Edge.
                 * @memberof retort.image.v1
                 * @interface IEdge
                 * @augments retort.image.v1.Edge.$Properties
                 * @deprecated Use retort.image.v1.Edge.$Properties instead.
                 */

                /**
                 * Shape of an Edge.
                 * @typedef {retort.image.v1.Edge.$Properties} retort.image.v1.Edge.$Shape
                 */

                /**
                 * Constructs a new Edge.
                 * @memberof retort.image.v1
                 * @classdesc Represents an Edge.
                 * @constructor
                 * @param {retort.image.v1.Edge.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Edge = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Edge type.
                 * @member {retort.image.v1.Edge.Type} type
                 * @memberof retort.image.v1.Edge
                 * @instance
                 */
                Edge.prototype.type = 0;

                /**
                 * Edge scale.
                 * @member {number} scale
                 * @memberof retort.image.v1.Edge
                 * @instance
                 */
                Edge.prototype.scale = 0;

                /**
                 * Edge zeroPoint.
                 * @member {number} zeroPoint
                 * @memberof retort.image.v1.Edge
                 * @instance
                 */
                Edge.prototype.zeroPoint = 0;

                /**
                 * Encodes the specified Edge message. Does not implicitly {@link retort.image.v1.Edge.verify|verify} messages.
                 * @function encode
                 * @memberof retort.image.v1.Edge
                 * @static
                 * @param {retort.image.v1.Edge.$Properties} message Edge message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Edge.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.type);
                    if (message.scale != null && $Object.hasOwnProperty.call(message, "scale") && !$Object.is(message.scale, 0))
                        writer.uint32(/* id 2, wireType 5 =*/21).float(message.scale);
                    if (message.zeroPoint != null && $Object.hasOwnProperty.call(message, "zeroPoint") && message.zeroPoint !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.zeroPoint);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Edge message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.image.v1.Edge
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.image.v1.Edge & retort.image.v1.Edge.$Shape} Edge
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Edge.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.image.v1.Edge();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.type = value;
                                else
                                    delete message.type;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 5)
                                    break;
                                if (!$Object.is(value = reader.float(), 0))
                                    message.scale = value;
                                else
                                    delete message.scale;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.zeroPoint = value;
                                else
                                    delete message.zeroPoint;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an Edge message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.image.v1.Edge
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.image.v1.Edge} Edge
                 */
                Edge.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.image.v1.Edge)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.image.v1.Edge: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.image.v1.Edge();
                    if (object.type !== 0 && (typeof object.type !== "string" || $root.retort.image.v1.Edge.Type[object.type] !== 0))
                        switch (object.type) {
                        case "TYPE_UNSPECIFIED":
                        case 0:
                            message.type = 0;
                            break;
                        case "TYPE_INT8":
                        case 1:
                            message.type = 1;
                            break;
                        case "TYPE_UINT8":
                        case 2:
                            message.type = 2;
                            break;
                        case "TYPE_FLOAT32":
                        case 3:
                            message.type = 3;
                            break;
                        default:
                            if (typeof object.type === "number" && (object.type | 0) === object.type)
                                message.type = object.type;
                        }
                    if (object.scale != null)
                        if (!$Object.is($Number(object.scale), 0))
                            message.scale = $Number(object.scale);
                    if (object.zeroPoint != null)
                        if ($Number(object.zeroPoint) !== 0)
                            message.zeroPoint = object.zeroPoint >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from an Edge message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.image.v1.Edge
                 * @static
                 * @param {retort.image.v1.Edge} message Edge
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Edge.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.type = options.enums === $String ? "TYPE_UNSPECIFIED" : 0;
                        object.scale = 0;
                        object.zeroPoint = 0;
                    }
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                        object.type = options.enums === $String ? $root.retort.image.v1.Edge.Type[message.type] === $undefined ? message.type : $root.retort.image.v1.Edge.Type[message.type] : message.type;
                    if (message.scale != null && $Object.hasOwnProperty.call(message, "scale"))
                        object.scale = options.json && !$isFinite(message.scale) ? $String(message.scale) : message.scale;
                    if (message.zeroPoint != null && $Object.hasOwnProperty.call(message, "zeroPoint"))
                        object.zeroPoint = message.zeroPoint;
                    return object;
                };

                /**
                 * Converts this Edge to JSON.
                 * @function toJSON
                 * @memberof retort.image.v1.Edge
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Edge.prototype.toJSON = function() {
                    return Edge.toObject(this, $protobuf.util.toJSONOptions);
                };

                /**
                 * Type enum.
                 * @name retort.image.v1.Edge.Type
                 * @enum {number}
                 * @property {number} TYPE_UNSPECIFIED=0 TYPE_UNSPECIFIED value
                 * @property {number} TYPE_INT8=1 TYPE_INT8 value
                 * @property {number} TYPE_UINT8=2 TYPE_UINT8 value
                 * @property {number} TYPE_FLOAT32=3 TYPE_FLOAT32 value
                 */
                Edge.Type = (function() {
                    const valuesById = $Object.create(null), values = $Object.create(valuesById);
                    values[valuesById[0] = "TYPE_UNSPECIFIED"] = 0;
                    values[valuesById[1] = "TYPE_INT8"] = 1;
                    values[valuesById[2] = "TYPE_UINT8"] = 2;
                    values[valuesById[3] = "TYPE_FLOAT32"] = 3;
                    return values;
                })();

                return Edge;
            })();

            v1.Input = (function() {

                /**
                 * Properties of an Input.
                 * @typedef {Object} retort.image.v1.Input.$Properties
                 * @property {Array.<number>|null} [shape] Input shape
                 * @property {retort.image.v1.Input.Layout|null} [layout] Input layout
                 * @property {retort.image.v1.Quantization.$Properties|null} [quantization] Input quantization
                 * @property {number|null} [pixelScale] Input pixelScale
                 * @property {number|null} [pixelOffset] Input pixelOffset
                 * @property {Array.<string>|null} [words] Input words
                 * @property {Array.<number>|null} [featureScale] Input featureScale
                 * @property {Array.<number>|null} [featureOffset] Input featureOffset
                 * @property {Array.<string>|null} [featureName] Input featureName
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Input.
                 * @memberof retort.image.v1
                 * @interface IInput
                 * @augments retort.image.v1.Input.$Properties
                 * @deprecated Use retort.image.v1.Input.$Properties instead.
                 */

                /**
                 * Shape of an Input.
                 * @typedef {retort.image.v1.Input.$Properties} retort.image.v1.Input.$Shape
                 */

                /**
                 * Constructs a new Input.
                 * @memberof retort.image.v1
                 * @classdesc Represents an Input.
                 * @constructor
                 * @param {retort.image.v1.Input.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Input = function (properties) {
                    this.shape = [];
                    this.words = [];
                    this.featureScale = [];
                    this.featureOffset = [];
                    this.featureName = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Input shape.
                 * @member {Array.<number>} shape
                 * @memberof retort.image.v1.Input
                 * @instance
                 */
                Input.prototype.shape = $util.emptyArray;

                /**
                 * Input layout.
                 * @member {retort.image.v1.Input.Layout} layout
                 * @memberof retort.image.v1.Input
                 * @instance
                 */
                Input.prototype.layout = 0;

                /**
                 * Input quantization.
                 * @member {retort.image.v1.Quantization.$Properties|null|undefined} quantization
                 * @memberof retort.image.v1.Input
                 * @instance
                 */
                Input.prototype.quantization = null;

                /**
                 * Input pixelScale.
                 * @member {number} pixelScale
                 * @memberof retort.image.v1.Input
                 * @instance
                 */
                Input.prototype.pixelScale = 0;

                /**
                 * Input pixelOffset.
                 * @member {number} pixelOffset
                 * @memberof retort.image.v1.Input
                 * @instance
                 */
                Input.prototype.pixelOffset = 0;

                /**
                 * Input words.
                 * @member {Array.<string>} words
                 * @memberof retort.image.v1.Input
                 * @instance
                 */
                Input.prototype.words = $util.emptyArray;

                /**
                 * Input featureScale.
                 * @member {Array.<number>} featureScale
                 * @memberof retort.image.v1.Input
                 * @instance
                 */
                Input.prototype.featureScale = $util.emptyArray;

                /**
                 * Input featureOffset.
                 * @member {Array.<number>} featureOffset
                 * @memberof retort.image.v1.Input
                 * @instance
                 */
                Input.prototype.featureOffset = $util.emptyArray;

                /**
                 * Input featureName.
                 * @member {Array.<string>} featureName
                 * @memberof retort.image.v1.Input
                 * @instance
                 */
                Input.prototype.featureName = $util.emptyArray;

                /**
                 * Encodes the specified Input message. Does not implicitly {@link retort.image.v1.Input.verify|verify} messages.
                 * @function encode
                 * @memberof retort.image.v1.Input
                 * @static
                 * @param {retort.image.v1.Input.$Properties} message Input message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Input.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.shape != null && message.shape.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.shape);
                    if (message.layout != null && $Object.hasOwnProperty.call(message, "layout") && message.layout !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.layout);
                    if (message.quantization != null && $Object.hasOwnProperty.call(message, "quantization"))
                        $root.retort.image.v1.Quantization.encode(message.quantization, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.pixelScale != null && $Object.hasOwnProperty.call(message, "pixelScale") && !$Object.is(message.pixelScale, 0))
                        writer.uint32(/* id 4, wireType 1 =*/33).double(message.pixelScale);
                    if (message.pixelOffset != null && $Object.hasOwnProperty.call(message, "pixelOffset") && !$Object.is(message.pixelOffset, 0))
                        writer.uint32(/* id 5, wireType 1 =*/41).double(message.pixelOffset);
                    if (message.featureScale != null && message.featureScale.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).doubles(message.featureScale);
                    if (message.featureOffset != null && message.featureOffset.length)
                        writer.uint32(/* id 7, wireType 2 =*/58).doubles(message.featureOffset);
                    if (message.featureName != null && message.featureName.length)
                        for (let i = 0; i < message.featureName.length; ++i)
                            writer.uint32(/* id 8, wireType 2 =*/66).string(message.featureName[i]);
                    if (message.words != null && message.words.length)
                        for (let i = 0; i < message.words.length; ++i)
                            writer.uint32(/* id 9, wireType 2 =*/74).string(message.words[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Input message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.image.v1.Input
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.image.v1.Input & retort.image.v1.Input.$Shape} Input
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Input.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.image.v1.Input();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType === 2) {
                                    if (!(message.shape && message.shape.length))
                                        message.shape = [];
                                    reader.uint32s(message.shape);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.shape && message.shape.length))
                                    message.shape = [];
                                message.shape.push(reader.uint32());
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.layout = value;
                                else
                                    delete message.layout;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.quantization = $root.retort.image.v1.Quantization.decode(reader, reader.size(), $undefined, _depth + 1, message.quantization);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.pixelScale = value;
                                else
                                    delete message.pixelScale;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.pixelOffset = value;
                                else
                                    delete message.pixelOffset;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.words && message.words.length))
                                    message.words = [];
                                message.words.push(reader.stringVerify());
                                continue;
                            }
                        case 6: {
                                if (wireType === 2) {
                                    if (!(message.featureScale && message.featureScale.length))
                                        message.featureScale = [];
                                    reader.doubles(message.featureScale);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.featureScale && message.featureScale.length))
                                    message.featureScale = [];
                                message.featureScale.push(reader.double());
                                continue;
                            }
                        case 7: {
                                if (wireType === 2) {
                                    if (!(message.featureOffset && message.featureOffset.length))
                                        message.featureOffset = [];
                                    reader.doubles(message.featureOffset);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.featureOffset && message.featureOffset.length))
                                    message.featureOffset = [];
                                message.featureOffset.push(reader.double());
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.featureName && message.featureName.length))
                                    message.featureName = [];
                                message.featureName.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates an Input message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.image.v1.Input
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.image.v1.Input} Input
                 */
                Input.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.image.v1.Input)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.image.v1.Input: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.image.v1.Input();
                    if (object.shape) {
                        if (!$Array.isArray(object.shape))
                            throw $TypeError(".retort.image.v1.Input.shape: array expected");
                        message.shape = $Array(object.shape.length);
                        for (let i = 0; i < object.shape.length; ++i)
                            message.shape[i] = object.shape[i] >>> 0;
                    }
                    if (object.layout !== 0 && (typeof object.layout !== "string" || $root.retort.image.v1.Input.Layout[object.layout] !== 0))
                        switch (object.layout) {
                        case "LAYOUT_UNSPECIFIED":
                        case 0:
                            message.layout = 0;
                            break;
                        case "LAYOUT_DENSE":
                        case 1:
                            message.layout = 1;
                            break;
                        case "LAYOUT_PADDED":
                        case 2:
                            message.layout = 2;
                            break;
                        default:
                            if (typeof object.layout === "number" && (object.layout | 0) === object.layout)
                                message.layout = object.layout;
                        }
                    if (object.quantization != null) {
                        if (!$util.isObject(object.quantization))
                            throw $TypeError(".retort.image.v1.Input.quantization: object expected");
                        message.quantization = $root.retort.image.v1.Quantization.fromObject(object.quantization, _depth + 1);
                    }
                    if (object.pixelScale != null)
                        if (!$Object.is($Number(object.pixelScale), 0))
                            message.pixelScale = $Number(object.pixelScale);
                    if (object.pixelOffset != null)
                        if (!$Object.is($Number(object.pixelOffset), 0))
                            message.pixelOffset = $Number(object.pixelOffset);
                    if (object.words) {
                        if (!$Array.isArray(object.words))
                            throw $TypeError(".retort.image.v1.Input.words: array expected");
                        message.words = $Array(object.words.length);
                        for (let i = 0; i < object.words.length; ++i)
                            message.words[i] = $String(object.words[i]);
                    }
                    if (object.featureScale) {
                        if (!$Array.isArray(object.featureScale))
                            throw $TypeError(".retort.image.v1.Input.featureScale: array expected");
                        message.featureScale = $Array(object.featureScale.length);
                        for (let i = 0; i < object.featureScale.length; ++i)
                            message.featureScale[i] = $Number(object.featureScale[i]);
                    }
                    if (object.featureOffset) {
                        if (!$Array.isArray(object.featureOffset))
                            throw $TypeError(".retort.image.v1.Input.featureOffset: array expected");
                        message.featureOffset = $Array(object.featureOffset.length);
                        for (let i = 0; i < object.featureOffset.length; ++i)
                            message.featureOffset[i] = $Number(object.featureOffset[i]);
                    }
                    if (object.featureName) {
                        if (!$Array.isArray(object.featureName))
                            throw $TypeError(".retort.image.v1.Input.featureName: array expected");
                        message.featureName = $Array(object.featureName.length);
                        for (let i = 0; i < object.featureName.length; ++i)
                            message.featureName[i] = $String(object.featureName[i]);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from an Input message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.image.v1.Input
                 * @static
                 * @param {retort.image.v1.Input} message Input
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Input.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults) {
                        object.shape = [];
                        object.featureScale = [];
                        object.featureOffset = [];
                        object.featureName = [];
                        object.words = [];
                    }
                    if (options.defaults) {
                        object.layout = options.enums === $String ? "LAYOUT_UNSPECIFIED" : 0;
                        object.quantization = null;
                        object.pixelScale = 0;
                        object.pixelOffset = 0;
                    }
                    if (message.shape && message.shape.length) {
                        object.shape = $Array(message.shape.length);
                        for (let j = 0; j < message.shape.length; ++j)
                            object.shape[j] = message.shape[j];
                    }
                    if (message.layout != null && $Object.hasOwnProperty.call(message, "layout"))
                        object.layout = options.enums === $String ? $root.retort.image.v1.Input.Layout[message.layout] === $undefined ? message.layout : $root.retort.image.v1.Input.Layout[message.layout] : message.layout;
                    if (message.quantization != null && $Object.hasOwnProperty.call(message, "quantization"))
                        object.quantization = $root.retort.image.v1.Quantization.toObject(message.quantization, options, _depth + 1);
                    if (message.pixelScale != null && $Object.hasOwnProperty.call(message, "pixelScale"))
                        object.pixelScale = options.json && !$isFinite(message.pixelScale) ? $String(message.pixelScale) : message.pixelScale;
                    if (message.pixelOffset != null && $Object.hasOwnProperty.call(message, "pixelOffset"))
                        object.pixelOffset = options.json && !$isFinite(message.pixelOffset) ? $String(message.pixelOffset) : message.pixelOffset;
                    if (message.featureScale && message.featureScale.length) {
                        object.featureScale = $Array(message.featureScale.length);
                        for (let j = 0; j < message.featureScale.length; ++j)
                            object.featureScale[j] = options.json && !$isFinite(message.featureScale[j]) ? $String(message.featureScale[j]) : message.featureScale[j];
                    }
                    if (message.featureOffset && message.featureOffset.length) {
                        object.featureOffset = $Array(message.featureOffset.length);
                        for (let j = 0; j < message.featureOffset.length; ++j)
                            object.featureOffset[j] = options.json && !$isFinite(message.featureOffset[j]) ? $String(message.featureOffset[j]) : message.featureOffset[j];
                    }
                    if (message.featureName && message.featureName.length) {
                        object.featureName = $Array(message.featureName.length);
                        for (let j = 0; j < message.featureName.length; ++j)
                            object.featureName[j] = message.featureName[j];
                    }
                    if (message.words && message.words.length) {
                        object.words = $Array(message.words.length);
                        for (let j = 0; j < message.words.length; ++j)
                            object.words[j] = message.words[j];
                    }
                    return object;
                };

                /**
                 * Converts this Input to JSON.
                 * @function toJSON
                 * @memberof retort.image.v1.Input
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Input.prototype.toJSON = function() {
                    return Input.toObject(this, $protobuf.util.toJSONOptions);
                };

                /**
                 * Layout enum.
                 * @name retort.image.v1.Input.Layout
                 * @enum {number}
                 * @property {number} LAYOUT_UNSPECIFIED=0 LAYOUT_UNSPECIFIED value
                 * @property {number} LAYOUT_DENSE=1 LAYOUT_DENSE value
                 * @property {number} LAYOUT_PADDED=2 LAYOUT_PADDED value
                 */
                Input.Layout = (function() {
                    const valuesById = $Object.create(null), values = $Object.create(valuesById);
                    values[valuesById[0] = "LAYOUT_UNSPECIFIED"] = 0;
                    values[valuesById[1] = "LAYOUT_DENSE"] = 1;
                    values[valuesById[2] = "LAYOUT_PADDED"] = 2;
                    return values;
                })();

                return Input;
            })();

            v1.Provenance = (function() {

                /**
                 * Properties of a Provenance.
                 * @typedef {Object} retort.image.v1.Provenance.$Properties
                 * @property {string|null} [toolVersion] Provenance toolVersion
                 * @property {Uint8Array|null} [teacherDigest] Provenance teacherDigest
                 * @property {Uint8Array|null} [studentDigest] Provenance studentDigest
                 * @property {Uint8Array|null} [quantizedDigest] Provenance quantizedDigest
                 * @property {string|null} [datasetName] Provenance datasetName
                 * @property {Uint8Array|null} [datasetDigest] Provenance datasetDigest
                 * @property {Uint8Array|null} [configurationDigest] Provenance configurationDigest
                 * @property {number|null} [teacherAccuracy] Provenance teacherAccuracy
                 * @property {number|null} [studentAccuracy] Provenance studentAccuracy
                 * @property {number|null} [quantizedAccuracy] Provenance quantizedAccuracy
                 * @property {string|null} [datasetPath] Provenance datasetPath
                 * @property {string|null} [datasetFolder] Provenance datasetFolder
                 * @property {string|null} [datasetSettings] Provenance datasetSettings
                 * @property {Array.<number>|null} [datasetSamples] Provenance datasetSamples
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Provenance.
                 * @memberof retort.image.v1
                 * @interface IProvenance
                 * @augments retort.image.v1.Provenance.$Properties
                 * @deprecated Use retort.image.v1.Provenance.$Properties instead.
                 */

                /**
                 * Shape of a Provenance.
                 * @typedef {retort.image.v1.Provenance.$Properties} retort.image.v1.Provenance.$Shape
                 */

                /**
                 * Constructs a new Provenance.
                 * @memberof retort.image.v1
                 * @classdesc Represents a Provenance.
                 * @constructor
                 * @param {retort.image.v1.Provenance.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Provenance = function (properties) {
                    this.datasetSamples = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Provenance toolVersion.
                 * @member {string} toolVersion
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.toolVersion = "";

                /**
                 * Provenance teacherDigest.
                 * @member {Uint8Array} teacherDigest
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.teacherDigest = $util.newBuffer([]);

                /**
                 * Provenance studentDigest.
                 * @member {Uint8Array} studentDigest
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.studentDigest = $util.newBuffer([]);

                /**
                 * Provenance quantizedDigest.
                 * @member {Uint8Array} quantizedDigest
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.quantizedDigest = $util.newBuffer([]);

                /**
                 * Provenance datasetName.
                 * @member {string} datasetName
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.datasetName = "";

                /**
                 * Provenance datasetDigest.
                 * @member {Uint8Array} datasetDigest
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.datasetDigest = $util.newBuffer([]);

                /**
                 * Provenance configurationDigest.
                 * @member {Uint8Array} configurationDigest
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.configurationDigest = $util.newBuffer([]);

                /**
                 * Provenance teacherAccuracy.
                 * @member {number|null|undefined} teacherAccuracy
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.teacherAccuracy = null;

                /**
                 * Provenance studentAccuracy.
                 * @member {number|null|undefined} studentAccuracy
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.studentAccuracy = null;

                /**
                 * Provenance quantizedAccuracy.
                 * @member {number|null|undefined} quantizedAccuracy
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.quantizedAccuracy = null;

                /**
                 * Provenance datasetPath.
                 * @member {string} datasetPath
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.datasetPath = "";

                /**
                 * Provenance datasetFolder.
                 * @member {string} datasetFolder
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.datasetFolder = "";

                /**
                 * Provenance datasetSettings.
                 * @member {string} datasetSettings
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.datasetSettings = "";

                /**
                 * Provenance datasetSamples.
                 * @member {Array.<number>} datasetSamples
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 */
                Provenance.prototype.datasetSamples = $util.emptyArray;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Provenance.prototype, "_teacherAccuracy", {
                    get: $util.oneOfGetter($oneOfFields = ["teacherAccuracy"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Provenance.prototype, "_studentAccuracy", {
                    get: $util.oneOfGetter($oneOfFields = ["studentAccuracy"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Provenance.prototype, "_quantizedAccuracy", {
                    get: $util.oneOfGetter($oneOfFields = ["quantizedAccuracy"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Provenance message. Does not implicitly {@link retort.image.v1.Provenance.verify|verify} messages.
                 * @function encode
                 * @memberof retort.image.v1.Provenance
                 * @static
                 * @param {retort.image.v1.Provenance.$Properties} message Provenance message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Provenance.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.toolVersion != null && $Object.hasOwnProperty.call(message, "toolVersion") && message.toolVersion !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.toolVersion);
                    if (message.teacherDigest != null && $Object.hasOwnProperty.call(message, "teacherDigest") && message.teacherDigest.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.teacherDigest);
                    if (message.studentDigest != null && $Object.hasOwnProperty.call(message, "studentDigest") && message.studentDigest.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.studentDigest);
                    if (message.quantizedDigest != null && $Object.hasOwnProperty.call(message, "quantizedDigest") && message.quantizedDigest.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.quantizedDigest);
                    if (message.datasetName != null && $Object.hasOwnProperty.call(message, "datasetName") && message.datasetName !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.datasetName);
                    if (message.datasetDigest != null && $Object.hasOwnProperty.call(message, "datasetDigest") && message.datasetDigest.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.datasetDigest);
                    if (message.configurationDigest != null && $Object.hasOwnProperty.call(message, "configurationDigest") && message.configurationDigest.length)
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.configurationDigest);
                    if (message.teacherAccuracy != null && $Object.hasOwnProperty.call(message, "teacherAccuracy"))
                        writer.uint32(/* id 8, wireType 1 =*/65).double(message.teacherAccuracy);
                    if (message.studentAccuracy != null && $Object.hasOwnProperty.call(message, "studentAccuracy"))
                        writer.uint32(/* id 9, wireType 1 =*/73).double(message.studentAccuracy);
                    if (message.quantizedAccuracy != null && $Object.hasOwnProperty.call(message, "quantizedAccuracy"))
                        writer.uint32(/* id 10, wireType 1 =*/81).double(message.quantizedAccuracy);
                    if (message.datasetPath != null && $Object.hasOwnProperty.call(message, "datasetPath") && message.datasetPath !== "")
                        writer.uint32(/* id 11, wireType 2 =*/90).string(message.datasetPath);
                    if (message.datasetFolder != null && $Object.hasOwnProperty.call(message, "datasetFolder") && message.datasetFolder !== "")
                        writer.uint32(/* id 12, wireType 2 =*/98).string(message.datasetFolder);
                    if (message.datasetSettings != null && $Object.hasOwnProperty.call(message, "datasetSettings") && message.datasetSettings !== "")
                        writer.uint32(/* id 13, wireType 2 =*/106).string(message.datasetSettings);
                    if (message.datasetSamples != null && message.datasetSamples.length)
                        writer.uint32(/* id 14, wireType 2 =*/114).uint32s(message.datasetSamples);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Provenance message from the specified reader or buffer.
                 * @function decode
                 * @memberof retort.image.v1.Provenance
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {retort.image.v1.Provenance & retort.image.v1.Provenance.$Shape} Provenance
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Provenance.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.retort.image.v1.Provenance();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.toolVersion = value;
                                else
                                    delete message.toolVersion;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.teacherDigest = value;
                                else
                                    delete message.teacherDigest;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.studentDigest = value;
                                else
                                    delete message.studentDigest;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.quantizedDigest = value;
                                else
                                    delete message.quantizedDigest;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.datasetName = value;
                                else
                                    delete message.datasetName;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.datasetDigest = value;
                                else
                                    delete message.datasetDigest;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.configurationDigest = value;
                                else
                                    delete message.configurationDigest;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 1)
                                    break;
                                message.teacherAccuracy = reader.double();
                                message._teacherAccuracy = "teacherAccuracy";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 1)
                                    break;
                                message.studentAccuracy = reader.double();
                                message._studentAccuracy = "studentAccuracy";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 1)
                                    break;
                                message.quantizedAccuracy = reader.double();
                                message._quantizedAccuracy = "quantizedAccuracy";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.datasetPath = value;
                                else
                                    delete message.datasetPath;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.datasetFolder = value;
                                else
                                    delete message.datasetFolder;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.datasetSettings = value;
                                else
                                    delete message.datasetSettings;
                                continue;
                            }
                        case 14: {
                                if (wireType === 2) {
                                    if (!(message.datasetSamples && message.datasetSamples.length))
                                        message.datasetSamples = [];
                                    reader.uint32s(message.datasetSamples);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.datasetSamples && message.datasetSamples.length))
                                    message.datasetSamples = [];
                                message.datasetSamples.push(reader.uint32());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Creates a Provenance message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof retort.image.v1.Provenance
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {retort.image.v1.Provenance} Provenance
                 */
                Provenance.fromObject = function (object, _depth) {
                    if (object instanceof $root.retort.image.v1.Provenance)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".retort.image.v1.Provenance: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.retort.image.v1.Provenance();
                    if (object.toolVersion != null)
                        if (typeof object.toolVersion !== "string" || object.toolVersion.length)
                            message.toolVersion = $String(object.toolVersion);
                    if (object.teacherDigest != null)
                        if (object.teacherDigest.length)
                            if (typeof object.teacherDigest === "string")
                                $util.base64.decode(object.teacherDigest, message.teacherDigest = $util.newBuffer($util.base64.length(object.teacherDigest)), 0);
                            else if (object.teacherDigest.length >= 0)
                                message.teacherDigest = object.teacherDigest;
                    if (object.studentDigest != null)
                        if (object.studentDigest.length)
                            if (typeof object.studentDigest === "string")
                                $util.base64.decode(object.studentDigest, message.studentDigest = $util.newBuffer($util.base64.length(object.studentDigest)), 0);
                            else if (object.studentDigest.length >= 0)
                                message.studentDigest = object.studentDigest;
                    if (object.quantizedDigest != null)
                        if (object.quantizedDigest.length)
                            if (typeof object.quantizedDigest === "string")
                                $util.base64.decode(object.quantizedDigest, message.quantizedDigest = $util.newBuffer($util.base64.length(object.quantizedDigest)), 0);
                            else if (object.quantizedDigest.length >= 0)
                                message.quantizedDigest = object.quantizedDigest;
                    if (object.datasetName != null)
                        if (typeof object.datasetName !== "string" || object.datasetName.length)
                            message.datasetName = $String(object.datasetName);
                    if (object.datasetDigest != null)
                        if (object.datasetDigest.length)
                            if (typeof object.datasetDigest === "string")
                                $util.base64.decode(object.datasetDigest, message.datasetDigest = $util.newBuffer($util.base64.length(object.datasetDigest)), 0);
                            else if (object.datasetDigest.length >= 0)
                                message.datasetDigest = object.datasetDigest;
                    if (object.configurationDigest != null)
                        if (object.configurationDigest.length)
                            if (typeof object.configurationDigest === "string")
                                $util.base64.decode(object.configurationDigest, message.configurationDigest = $util.newBuffer($util.base64.length(object.configurationDigest)), 0);
                            else if (object.configurationDigest.length >= 0)
                                message.configurationDigest = object.configurationDigest;
                    if (object.teacherAccuracy != null)
                        message.teacherAccuracy = $Number(object.teacherAccuracy);
                    if (object.studentAccuracy != null)
                        message.studentAccuracy = $Number(object.studentAccuracy);
                    if (object.quantizedAccuracy != null)
                        message.quantizedAccuracy = $Number(object.quantizedAccuracy);
                    if (object.datasetPath != null)
                        if (typeof object.datasetPath !== "string" || object.datasetPath.length)
                            message.datasetPath = $String(object.datasetPath);
                    if (object.datasetFolder != null)
                        if (typeof object.datasetFolder !== "string" || object.datasetFolder.length)
                            message.datasetFolder = $String(object.datasetFolder);
                    if (object.datasetSettings != null)
                        if (typeof object.datasetSettings !== "string" || object.datasetSettings.length)
                            message.datasetSettings = $String(object.datasetSettings);
                    if (object.datasetSamples) {
                        if (!$Array.isArray(object.datasetSamples))
                            throw $TypeError(".retort.image.v1.Provenance.datasetSamples: array expected");
                        message.datasetSamples = $Array(object.datasetSamples.length);
                        for (let i = 0; i < object.datasetSamples.length; ++i)
                            message.datasetSamples[i] = object.datasetSamples[i] >>> 0;
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a Provenance message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof retort.image.v1.Provenance
                 * @static
                 * @param {retort.image.v1.Provenance} message Provenance
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Provenance.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.datasetSamples = [];
                    if (options.defaults) {
                        object.toolVersion = "";
                        if (options.bytes === $String)
                            object.teacherDigest = "";
                        else {
                            object.teacherDigest = [];
                            if (options.bytes !== $Array)
                                object.teacherDigest = $util.newBuffer(object.teacherDigest);
                        }
                        if (options.bytes === $String)
                            object.studentDigest = "";
                        else {
                            object.studentDigest = [];
                            if (options.bytes !== $Array)
                                object.studentDigest = $util.newBuffer(object.studentDigest);
                        }
                        if (options.bytes === $String)
                            object.quantizedDigest = "";
                        else {
                            object.quantizedDigest = [];
                            if (options.bytes !== $Array)
                                object.quantizedDigest = $util.newBuffer(object.quantizedDigest);
                        }
                        object.datasetName = "";
                        if (options.bytes === $String)
                            object.datasetDigest = "";
                        else {
                            object.datasetDigest = [];
                            if (options.bytes !== $Array)
                                object.datasetDigest = $util.newBuffer(object.datasetDigest);
                        }
                        if (options.bytes === $String)
                            object.configurationDigest = "";
                        else {
                            object.configurationDigest = [];
                            if (options.bytes !== $Array)
                                object.configurationDigest = $util.newBuffer(object.configurationDigest);
                        }
                        object.datasetPath = "";
                        object.datasetFolder = "";
                        object.datasetSettings = "";
                    }
                    if (message.toolVersion != null && $Object.hasOwnProperty.call(message, "toolVersion"))
                        object.toolVersion = message.toolVersion;
                    if (message.teacherDigest != null && $Object.hasOwnProperty.call(message, "teacherDigest"))
                        object.teacherDigest = options.bytes === $String ? $util.base64.encode(message.teacherDigest, 0, message.teacherDigest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.teacherDigest) : message.teacherDigest;
                    if (message.studentDigest != null && $Object.hasOwnProperty.call(message, "studentDigest"))
                        object.studentDigest = options.bytes === $String ? $util.base64.encode(message.studentDigest, 0, message.studentDigest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.studentDigest) : message.studentDigest;
                    if (message.quantizedDigest != null && $Object.hasOwnProperty.call(message, "quantizedDigest"))
                        object.quantizedDigest = options.bytes === $String ? $util.base64.encode(message.quantizedDigest, 0, message.quantizedDigest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.quantizedDigest) : message.quantizedDigest;
                    if (message.datasetName != null && $Object.hasOwnProperty.call(message, "datasetName"))
                        object.datasetName = message.datasetName;
                    if (message.datasetDigest != null && $Object.hasOwnProperty.call(message, "datasetDigest"))
                        object.datasetDigest = options.bytes === $String ? $util.base64.encode(message.datasetDigest, 0, message.datasetDigest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.datasetDigest) : message.datasetDigest;
                    if (message.configurationDigest != null && $Object.hasOwnProperty.call(message, "configurationDigest"))
                        object.configurationDigest = options.bytes === $String ? $util.base64.encode(message.configurationDigest, 0, message.configurationDigest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.configurationDigest) : message.configurationDigest;
                    if (message.teacherAccuracy != null && $Object.hasOwnProperty.call(message, "teacherAccuracy"))
                        object.teacherAccuracy = options.json && !$isFinite(message.teacherAccuracy) ? $String(message.teacherAccuracy) : message.teacherAccuracy;
                    if (message.studentAccuracy != null && $Object.hasOwnProperty.call(message, "studentAccuracy"))
                        object.studentAccuracy = options.json && !$isFinite(message.studentAccuracy) ? $String(message.studentAccuracy) : message.studentAccuracy;
                    if (message.quantizedAccuracy != null && $Object.hasOwnProperty.call(message, "quantizedAccuracy"))
                        object.quantizedAccuracy = options.json && !$isFinite(message.quantizedAccuracy) ? $String(message.quantizedAccuracy) : message.quantizedAccuracy;
                    if (message.datasetPath != null && $Object.hasOwnProperty.call(message, "datasetPath"))
                        object.datasetPath = message.datasetPath;
                    if (message.datasetFolder != null && $Object.hasOwnProperty.call(message, "datasetFolder"))
                        object.datasetFolder = message.datasetFolder;
                    if (message.datasetSettings != null && $Object.hasOwnProperty.call(message, "datasetSettings"))
                        object.datasetSettings = message.datasetSettings;
                    if (message.datasetSamples && message.datasetSamples.length) {
                        object.datasetSamples = $Array(message.datasetSamples.length);
                        for (let j = 0; j < message.datasetSamples.length; ++j)
                            object.datasetSamples[j] = message.datasetSamples[j];
                    }
                    return object;
                };

                /**
                 * Converts this Provenance to JSON.
                 * @function toJSON
                 * @memberof retort.image.v1.Provenance
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Provenance.prototype.toJSON = function() {
                    return Provenance.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Provenance;
            })();

            return v1;
        })();

        return image;
    })();

    return retort;
})();

export {
  $root as default
};
