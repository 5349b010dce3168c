#!/usr/bin/env node
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 5183:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    if (mod != null) for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) __createBinding(result, mod, k);
    __setModuleDefault(result, mod);
    return result;
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.req = exports.json = exports.toBuffer = void 0;
const http = __importStar(__nccwpck_require__(8611));
const https = __importStar(__nccwpck_require__(5692));
async function toBuffer(stream) {
    let length = 0;
    const chunks = [];
    for await (const chunk of stream) {
        length += chunk.length;
        chunks.push(chunk);
    }
    return Buffer.concat(chunks, length);
}
exports.toBuffer = toBuffer;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function json(stream) {
    const buf = await toBuffer(stream);
    const str = buf.toString('utf8');
    try {
        return JSON.parse(str);
    }
    catch (_err) {
        const err = _err;
        err.message += ` (input: ${str})`;
        throw err;
    }
}
exports.json = json;
function req(url, opts = {}) {
    const href = typeof url === 'string' ? url : url.href;
    const req = (href.startsWith('https:') ? https : http).request(url, opts);
    const promise = new Promise((resolve, reject) => {
        req
            .once('response', resolve)
            .once('error', reject)
            .end();
    });
    req.then = promise.then.bind(promise);
    return req;
}
exports.req = req;
//# sourceMappingURL=helpers.js.map

/***/ }),

/***/ 8894:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    if (mod != null) for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) __createBinding(result, mod, k);
    __setModuleDefault(result, mod);
    return result;
};
var __exportStar = (this && this.__exportStar) || function(m, exports) {
    for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.Agent = void 0;
const net = __importStar(__nccwpck_require__(9278));
const http = __importStar(__nccwpck_require__(8611));
const https_1 = __nccwpck_require__(5692);
__exportStar(__nccwpck_require__(5183), exports);
const INTERNAL = Symbol('AgentBaseInternalState');
class Agent extends http.Agent {
    constructor(opts) {
        super(opts);
        this[INTERNAL] = {};
    }
    /**
     * Determine whether this is an `http` or `https` request.
     */
    isSecureEndpoint(options) {
        if (options) {
            // First check the `secureEndpoint` property explicitly, since this
            // means that a parent `Agent` is "passing through" to this instance.
            // eslint-disable-next-line @typescript-eslint/no-explicit-any
            if (typeof options.secureEndpoint === 'boolean') {
                return options.secureEndpoint;
            }
            // If no explicit `secure` endpoint, check if `protocol` property is
            // set. This will usually be the case since using a full string URL
            // or `URL` instance should be the most common usage.
            if (typeof options.protocol === 'string') {
                return options.protocol === 'https:';
            }
        }
        // Finally, if no `protocol` property was set, then fall back to
        // checking the stack trace of the current call stack, and try to
        // detect the "https" module.
        const { stack } = new Error();
        if (typeof stack !== 'string')
            return false;
        return stack
            .split('\n')
            .some((l) => l.indexOf('(https.js:') !== -1 ||
            l.indexOf('node:https:') !== -1);
    }
    // In order to support async signatures in `connect()` and Node's native
    // connection pooling in `http.Agent`, the array of sockets for each origin
    // has to be updated synchronously. This is so the length of the array is
    // accurate when `addRequest()` is next called. We achieve this by creating a
    // fake socket and adding it to `sockets[origin]` and incrementing
    // `totalSocketCount`.
    incrementSockets(name) {
        // If `maxSockets` and `maxTotalSockets` are both Infinity then there is no
        // need to create a fake socket because Node.js native connection pooling
        // will never be invoked.
        if (this.maxSockets === Infinity && this.maxTotalSockets === Infinity) {
            return null;
        }
        // All instances of `sockets` are expected TypeScript errors. The
        // alternative is to add it as a private property of this class but that
        // will break TypeScript subclassing.
        if (!this.sockets[name]) {
            // @ts-expect-error `sockets` is readonly in `@types/node`
            this.sockets[name] = [];
        }
        const fakeSocket = new net.Socket({ writable: false });
        this.sockets[name].push(fakeSocket);
        // @ts-expect-error `totalSocketCount` isn't defined in `@types/node`
        this.totalSocketCount++;
        return fakeSocket;
    }
    decrementSockets(name, socket) {
        if (!this.sockets[name] || socket === null) {
            return;
        }
        const sockets = this.sockets[name];
        const index = sockets.indexOf(socket);
        if (index !== -1) {
            sockets.splice(index, 1);
            // @ts-expect-error  `totalSocketCount` isn't defined in `@types/node`
            this.totalSocketCount--;
            if (sockets.length === 0) {
                // @ts-expect-error `sockets` is readonly in `@types/node`
                delete this.sockets[name];
            }
        }
    }
    // In order to properly update the socket pool, we need to call `getName()` on
    // the core `https.Agent` if it is a secureEndpoint.
    getName(options) {
        const secureEndpoint = this.isSecureEndpoint(options);
        if (secureEndpoint) {
            // @ts-expect-error `getName()` isn't defined in `@types/node`
            return https_1.Agent.prototype.getName.call(this, options);
        }
        // @ts-expect-error `getName()` isn't defined in `@types/node`
        return super.getName(options);
    }
    createSocket(req, options, cb) {
        const connectOpts = {
            ...options,
            secureEndpoint: this.isSecureEndpoint(options),
        };
        const name = this.getName(connectOpts);
        const fakeSocket = this.incrementSockets(name);
        Promise.resolve()
            .then(() => this.connect(req, connectOpts))
            .then((socket) => {
            this.decrementSockets(name, fakeSocket);
            if (socket instanceof http.Agent) {
                try {
                    // @ts-expect-error `addRequest()` isn't defined in `@types/node`
                    return socket.addRequest(req, connectOpts);
                }
                catch (err) {
                    return cb(err);
                }
            }
            this[INTERNAL].currentSocket = socket;
            // @ts-expect-error `createSocket()` isn't defined in `@types/node`
            super.createSocket(req, options, cb);
        }, (err) => {
            this.decrementSockets(name, fakeSocket);
            cb(err);
        });
    }
    createConnection() {
        const socket = this[INTERNAL].currentSocket;
        this[INTERNAL].currentSocket = undefined;
        if (!socket) {
            throw new Error('No socket was returned in the `connect()` function');
        }
        return socket;
    }
    get defaultPort() {
        return (this[INTERNAL].defaultPort ??
            (this.protocol === 'https:' ? 443 : 80));
    }
    set defaultPort(v) {
        if (this[INTERNAL]) {
            this[INTERNAL].defaultPort = v;
        }
    }
    get protocol() {
        return (this[INTERNAL].protocol ??
            (this.isSecureEndpoint() ? 'https:' : 'http:'));
    }
    set protocol(v) {
        if (this[INTERNAL]) {
            this[INTERNAL].protocol = v;
        }
    }
}
exports.Agent = Agent;
//# sourceMappingURL=index.js.map

/***/ }),

/***/ 6110:
/***/ ((module, exports, __nccwpck_require__) => {

/* eslint-env browser */

/**
 * This is the web browser implementation of `debug()`.
 */

exports.formatArgs = formatArgs;
exports.save = save;
exports.load = load;
exports.useColors = useColors;
exports.storage = localstorage();
exports.destroy = (() => {
	let warned = false;

	return () => {
		if (!warned) {
			warned = true;
			console.warn('Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.');
		}
	};
})();

/**
 * Colors.
 */

exports.colors = [
	'#0000CC',
	'#0000FF',
	'#0033CC',
	'#0033FF',
	'#0066CC',
	'#0066FF',
	'#0099CC',
	'#0099FF',
	'#00CC00',
	'#00CC33',
	'#00CC66',
	'#00CC99',
	'#00CCCC',
	'#00CCFF',
	'#3300CC',
	'#3300FF',
	'#3333CC',
	'#3333FF',
	'#3366CC',
	'#3366FF',
	'#3399CC',
	'#3399FF',
	'#33CC00',
	'#33CC33',
	'#33CC66',
	'#33CC99',
	'#33CCCC',
	'#33CCFF',
	'#6600CC',
	'#6600FF',
	'#6633CC',
	'#6633FF',
	'#66CC00',
	'#66CC33',
	'#9900CC',
	'#9900FF',
	'#9933CC',
	'#9933FF',
	'#99CC00',
	'#99CC33',
	'#CC0000',
	'#CC0033',
	'#CC0066',
	'#CC0099',
	'#CC00CC',
	'#CC00FF',
	'#CC3300',
	'#CC3333',
	'#CC3366',
	'#CC3399',
	'#CC33CC',
	'#CC33FF',
	'#CC6600',
	'#CC6633',
	'#CC9900',
	'#CC9933',
	'#CCCC00',
	'#CCCC33',
	'#FF0000',
	'#FF0033',
	'#FF0066',
	'#FF0099',
	'#FF00CC',
	'#FF00FF',
	'#FF3300',
	'#FF3333',
	'#FF3366',
	'#FF3399',
	'#FF33CC',
	'#FF33FF',
	'#FF6600',
	'#FF6633',
	'#FF9900',
	'#FF9933',
	'#FFCC00',
	'#FFCC33'
];

/**
 * Currently only WebKit-based Web Inspectors, Firefox >= v31,
 * and the Firebug extension (any Firefox version) are known
 * to support "%c" CSS customizations.
 *
 * TODO: add a `localStorage` variable to explicitly enable/disable colors
 */

// eslint-disable-next-line complexity
function useColors() {
	// NB: In an Electron preload script, document will be defined but not fully
	// initialized. Since we know we're in Chrome, we'll just detect this case
	// explicitly
	if (typeof window !== 'undefined' && window.process && (window.process.type === 'renderer' || window.process.__nwjs)) {
		return true;
	}

	// Internet Explorer and Edge do not support colors.
	if (typeof navigator !== 'undefined' && navigator.userAgent && navigator.userAgent.toLowerCase().match(/(edge|trident)\/(\d+)/)) {
		return false;
	}

	let m;

	// Is webkit? http://stackoverflow.com/a/16459606/376773
	// document is undefined in react-native: https://github.com/facebook/react-native/pull/1632
	// eslint-disable-next-line no-return-assign
	return (typeof document !== 'undefined' && document.documentElement && document.documentElement.style && document.documentElement.style.WebkitAppearance) ||
		// Is firebug? http://stackoverflow.com/a/398120/376773
		(typeof window !== 'undefined' && window.console && (window.console.firebug || (window.console.exception && window.console.table))) ||
		// Is firefox >= v31?
		// https://developer.mozilla.org/en-US/docs/Tools/Web_Console#Styling_messages
		(typeof navigator !== 'undefined' && navigator.userAgent && (m = navigator.userAgent.toLowerCase().match(/firefox\/(\d+)/)) && parseInt(m[1], 10) >= 31) ||
		// Double check webkit in userAgent just in case we are in a worker
		(typeof navigator !== 'undefined' && navigator.userAgent && navigator.userAgent.toLowerCase().match(/applewebkit\/(\d+)/));
}

/**
 * Colorize log arguments if enabled.
 *
 * @api public
 */

function formatArgs(args) {
	args[0] = (this.useColors ? '%c' : '') +
		this.namespace +
		(this.useColors ? ' %c' : ' ') +
		args[0] +
		(this.useColors ? '%c ' : ' ') +
		'+' + module.exports.humanize(this.diff);

	if (!this.useColors) {
		return;
	}

	const c = 'color: ' + this.color;
	args.splice(1, 0, c, 'color: inherit');

	// The final "%c" is somewhat tricky, because there could be other
	// arguments passed either before or after the %c, so we need to
	// figure out the correct index to insert the CSS into
	let index = 0;
	let lastC = 0;
	args[0].replace(/%[a-zA-Z%]/g, match => {
		if (match === '%%') {
			return;
		}
		index++;
		if (match === '%c') {
			// We only are interested in the *last* %c
			// (the user may have provided their own)
			lastC = index;
		}
	});

	args.splice(lastC, 0, c);
}

/**
 * Invokes `console.debug()` when available.
 * No-op when `console.debug` is not a "function".
 * If `console.debug` is not available, falls back
 * to `console.log`.
 *
 * @api public
 */
exports.log = console.debug || console.log || (() => {});

/**
 * Save `namespaces`.
 *
 * @param {String} namespaces
 * @api private
 */
function save(namespaces) {
	try {
		if (namespaces) {
			exports.storage.setItem('debug', namespaces);
		} else {
			exports.storage.removeItem('debug');
		}
	} catch (error) {
		// Swallow
		// XXX (@Qix-) should we be logging these?
	}
}

/**
 * Load `namespaces`.
 *
 * @return {String} returns the previously persisted debug modes
 * @api private
 */
function load() {
	let r;
	try {
		r = exports.storage.getItem('debug') || exports.storage.getItem('DEBUG') ;
	} catch (error) {
		// Swallow
		// XXX (@Qix-) should we be logging these?
	}

	// If debug isn't set in LS, and we're in Electron, try to load $DEBUG
	if (!r && typeof process !== 'undefined' && 'env' in process) {
		r = process.env.DEBUG;
	}

	return r;
}

/**
 * Localstorage attempts to return the localstorage.
 *
 * This is necessary because safari throws
 * when a user disables cookies/localstorage
 * and you attempt to access it.
 *
 * @return {LocalStorage}
 * @api private
 */

function localstorage() {
	try {
		// TVMLKit (Apple TV JS Runtime) does not have a window object, just localStorage in the global context
		// The Browser also has localStorage in the global context.
		return localStorage;
	} catch (error) {
		// Swallow
		// XXX (@Qix-) should we be logging these?
	}
}

module.exports = __nccwpck_require__(897)(exports);

const {formatters} = module.exports;

/**
 * Map %j to `JSON.stringify()`, since no Web Inspectors do that by default.
 */

formatters.j = function (v) {
	try {
		return JSON.stringify(v);
	} catch (error) {
		return '[UnexpectedJSONParseError]: ' + error.message;
	}
};


/***/ }),

/***/ 897:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {


/**
 * This is the common logic for both the Node.js and web browser
 * implementations of `debug()`.
 */

function setup(env) {
	createDebug.debug = createDebug;
	createDebug.default = createDebug;
	createDebug.coerce = coerce;
	createDebug.disable = disable;
	createDebug.enable = enable;
	createDebug.enabled = enabled;
	createDebug.humanize = __nccwpck_require__(744);
	createDebug.destroy = destroy;

	Object.keys(env).forEach(key => {
		createDebug[key] = env[key];
	});

	/**
	* The currently active debug mode names, and names to skip.
	*/

	createDebug.names = [];
	createDebug.skips = [];

	/**
	* Map of special "%n" handling functions, for the debug "format" argument.
	*
	* Valid key names are a single, lower or upper-case letter, i.e. "n" and "N".
	*/
	createDebug.formatters = {};

	/**
	* Selects a color for a debug namespace
	* @param {String} namespace The namespace string for the debug instance to be colored
	* @return {Number|String} An ANSI color code for the given namespace
	* @api private
	*/
	function selectColor(namespace) {
		let hash = 0;

		for (let i = 0; i < namespace.length; i++) {
			hash = ((hash << 5) - hash) + namespace.charCodeAt(i);
			hash |= 0; // Convert to 32bit integer
		}

		return createDebug.colors[Math.abs(hash) % createDebug.colors.length];
	}
	createDebug.selectColor = selectColor;

	/**
	* Create a debugger with the given `namespace`.
	*
	* @param {String} namespace
	* @return {Function}
	* @api public
	*/
	function createDebug(namespace) {
		let prevTime;
		let enableOverride = null;
		let namespacesCache;
		let enabledCache;

		function debug(...args) {
			// Disabled?
			if (!debug.enabled) {
				return;
			}

			const self = debug;

			// Set `diff` timestamp
			const curr = Number(new Date());
			const ms = curr - (prevTime || curr);
			self.diff = ms;
			self.prev = prevTime;
			self.curr = curr;
			prevTime = curr;

			args[0] = createDebug.coerce(args[0]);

			if (typeof args[0] !== 'string') {
				// Anything else let's inspect with %O
				args.unshift('%O');
			}

			// Apply any `formatters` transformations
			let index = 0;
			args[0] = args[0].replace(/%([a-zA-Z%])/g, (match, format) => {
				// If we encounter an escaped % then don't increase the array index
				if (match === '%%') {
					return '%';
				}
				index++;
				const formatter = createDebug.formatters[format];
				if (typeof formatter === 'function') {
					const val = args[index];
					match = formatter.call(self, val);

					// Now we need to remove `args[index]` since it's inlined in the `format`
					args.splice(index, 1);
					index--;
				}
				return match;
			});

			// Apply env-specific formatting (colors, etc.)
			createDebug.formatArgs.call(self, args);

			const logFn = self.log || createDebug.log;
			logFn.apply(self, args);
		}

		debug.namespace = namespace;
		debug.useColors = createDebug.useColors();
		debug.color = createDebug.selectColor(namespace);
		debug.extend = extend;
		debug.destroy = createDebug.destroy; // XXX Temporary. Will be removed in the next major release.

		Object.defineProperty(debug, 'enabled', {
			enumerable: true,
			configurable: false,
			get: () => {
				if (enableOverride !== null) {
					return enableOverride;
				}
				if (namespacesCache !== createDebug.namespaces) {
					namespacesCache = createDebug.namespaces;
					enabledCache = createDebug.enabled(namespace);
				}

				return enabledCache;
			},
			set: v => {
				enableOverride = v;
			}
		});

		// Env-specific initialization logic for debug instances
		if (typeof createDebug.init === 'function') {
			createDebug.init(debug);
		}

		return debug;
	}

	function extend(namespace, delimiter) {
		const newDebug = createDebug(this.namespace + (typeof delimiter === 'undefined' ? ':' : delimiter) + namespace);
		newDebug.log = this.log;
		return newDebug;
	}

	/**
	* Enables a debug mode by namespaces. This can include modes
	* separated by a colon and wildcards.
	*
	* @param {String} namespaces
	* @api public
	*/
	function enable(namespaces) {
		createDebug.save(namespaces);
		createDebug.namespaces = namespaces;

		createDebug.names = [];
		createDebug.skips = [];

		const split = (typeof namespaces === 'string' ? namespaces : '')
			.trim()
			.replace(/\s+/g, ',')
			.split(',')
			.filter(Boolean);

		for (const ns of split) {
			if (ns[0] === '-') {
				createDebug.skips.push(ns.slice(1));
			} else {
				createDebug.names.push(ns);
			}
		}
	}

	/**
	 * Checks if the given string matches a namespace template, honoring
	 * asterisks as wildcards.
	 *
	 * @param {String} search
	 * @param {String} template
	 * @return {Boolean}
	 */
	function matchesTemplate(search, template) {
		let searchIndex = 0;
		let templateIndex = 0;
		let starIndex = -1;
		let matchIndex = 0;

		while (searchIndex < search.length) {
			if (templateIndex < template.length && (template[templateIndex] === search[searchIndex] || template[templateIndex] === '*')) {
				// Match character or proceed with wildcard
				if (template[templateIndex] === '*') {
					starIndex = templateIndex;
					matchIndex = searchIndex;
					templateIndex++; // Skip the '*'
				} else {
					searchIndex++;
					templateIndex++;
				}
			} else if (starIndex !== -1) { // eslint-disable-line no-negated-condition
				// Backtrack to the last '*' and try to match more characters
				templateIndex = starIndex + 1;
				matchIndex++;
				searchIndex = matchIndex;
			} else {
				return false; // No match
			}
		}

		// Handle trailing '*' in template
		while (templateIndex < template.length && template[templateIndex] === '*') {
			templateIndex++;
		}

		return templateIndex === template.length;
	}

	/**
	* Disable debug output.
	*
	* @return {String} namespaces
	* @api public
	*/
	function disable() {
		const namespaces = [
			...createDebug.names,
			...createDebug.skips.map(namespace => '-' + namespace)
		].join(',');
		createDebug.enable('');
		return namespaces;
	}

	/**
	* Returns true if the given mode name is enabled, false otherwise.
	*
	* @param {String} name
	* @return {Boolean}
	* @api public
	*/
	function enabled(name) {
		for (const skip of createDebug.skips) {
			if (matchesTemplate(name, skip)) {
				return false;
			}
		}

		for (const ns of createDebug.names) {
			if (matchesTemplate(name, ns)) {
				return true;
			}
		}

		return false;
	}

	/**
	* Coerce `val`.
	*
	* @param {Mixed} val
	* @return {Mixed}
	* @api private
	*/
	function coerce(val) {
		if (val instanceof Error) {
			return val.stack || val.message;
		}
		return val;
	}

	/**
	* XXX DO NOT USE. This is a temporary stub function.
	* XXX It WILL be removed in the next major release.
	*/
	function destroy() {
		console.warn('Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.');
	}

	createDebug.enable(createDebug.load());

	return createDebug;
}

module.exports = setup;


/***/ }),

/***/ 2830:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/**
 * Detect Electron renderer / nwjs process, which is node, but we should
 * treat as a browser.
 */

if (typeof process === 'undefined' || process.type === 'renderer' || process.browser === true || process.__nwjs) {
	module.exports = __nccwpck_require__(6110);
} else {
	module.exports = __nccwpck_require__(5108);
}


/***/ }),

/***/ 5108:
/***/ ((module, exports, __nccwpck_require__) => {

/**
 * Module dependencies.
 */

const tty = __nccwpck_require__(2018);
const util = __nccwpck_require__(9023);

/**
 * This is the Node.js implementation of `debug()`.
 */

exports.init = init;
exports.log = log;
exports.formatArgs = formatArgs;
exports.save = save;
exports.load = load;
exports.useColors = useColors;
exports.destroy = util.deprecate(
	() => {},
	'Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.'
);

/**
 * Colors.
 */

exports.colors = [6, 2, 3, 4, 5, 1];

try {
	// Optional dependency (as in, doesn't need to be installed, NOT like optionalDependencies in package.json)
	// eslint-disable-next-line import/no-extraneous-dependencies
	const supportsColor = __nccwpck_require__(75);

	if (supportsColor && (supportsColor.stderr || supportsColor).level >= 2) {
		exports.colors = [
			20,
			21,
			26,
			27,
			32,
			33,
			38,
			39,
			40,
			41,
			42,
			43,
			44,
			45,
			56,
			57,
			62,
			63,
			68,
			69,
			74,
			75,
			76,
			77,
			78,
			79,
			80,
			81,
			92,
			93,
			98,
			99,
			112,
			113,
			128,
			129,
			134,
			135,
			148,
			149,
			160,
			161,
			162,
			163,
			164,
			165,
			166,
			167,
			168,
			169,
			170,
			171,
			172,
			173,
			178,
			179,
			184,
			185,
			196,
			197,
			198,
			199,
			200,
			201,
			202,
			203,
			204,
			205,
			206,
			207,
			208,
			209,
			214,
			215,
			220,
			221
		];
	}
} catch (error) {
	// Swallow - we only care if `supports-color` is available; it doesn't have to be.
}

/**
 * Build up the default `inspectOpts` object from the environment variables.
 *
 *   $ DEBUG_COLORS=no DEBUG_DEPTH=10 DEBUG_SHOW_HIDDEN=enabled node script.js
 */

exports.inspectOpts = Object.keys(process.env).filter(key => {
	return /^debug_/i.test(key);
}).reduce((obj, key) => {
	// Camel-case
	const prop = key
		.substring(6)
		.toLowerCase()
		.replace(/_([a-z])/g, (_, k) => {
			return k.toUpperCase();
		});

	// Coerce string value into JS value
	let val = process.env[key];
	if (/^(yes|on|true|enabled)$/i.test(val)) {
		val = true;
	} else if (/^(no|off|false|disabled)$/i.test(val)) {
		val = false;
	} else if (val === 'null') {
		val = null;
	} else {
		val = Number(val);
	}

	obj[prop] = val;
	return obj;
}, {});

/**
 * Is stdout a TTY? Colored output is enabled when `true`.
 */

function useColors() {
	return 'colors' in exports.inspectOpts ?
		Boolean(exports.inspectOpts.colors) :
		tty.isatty(process.stderr.fd);
}

/**
 * Adds ANSI color escape codes if enabled.
 *
 * @api public
 */

function formatArgs(args) {
	const {namespace: name, useColors} = this;

	if (useColors) {
		const c = this.color;
		const colorCode = '\u001B[3' + (c < 8 ? c : '8;5;' + c);
		const prefix = `  ${colorCode};1m${name} \u001B[0m`;

		args[0] = prefix + args[0].split('\n').join('\n' + prefix);
		args.push(colorCode + 'm+' + module.exports.humanize(this.diff) + '\u001B[0m');
	} else {
		args[0] = getDate() + name + ' ' + args[0];
	}
}

function getDate() {
	if (exports.inspectOpts.hideDate) {
		return '';
	}
	return new Date().toISOString() + ' ';
}

/**
 * Invokes `util.formatWithOptions()` with the specified arguments and writes to stderr.
 */

function log(...args) {
	return process.stderr.write(util.formatWithOptions(exports.inspectOpts, ...args) + '\n');
}

/**
 * Save `namespaces`.
 *
 * @param {String} namespaces
 * @api private
 */
function save(namespaces) {
	if (namespaces) {
		process.env.DEBUG = namespaces;
	} else {
		// If you set a process.env field to null or undefined, it gets cast to the
		// string 'null' or 'undefined'. Just delete instead.
		delete process.env.DEBUG;
	}
}

/**
 * Load `namespaces`.
 *
 * @return {String} returns the previously persisted debug modes
 * @api private
 */

function load() {
	return process.env.DEBUG;
}

/**
 * Init logic for `debug` instances.
 *
 * Create a new `inspectOpts` object in case `useColors` is set
 * differently for a particular `debug` instance.
 */

function init(debug) {
	debug.inspectOpts = {};

	const keys = Object.keys(exports.inspectOpts);
	for (let i = 0; i < keys.length; i++) {
		debug.inspectOpts[keys[i]] = exports.inspectOpts[keys[i]];
	}
}

module.exports = __nccwpck_require__(897)(exports);

const {formatters} = module.exports;

/**
 * Map %o to `util.inspect()`, all on a single line.
 */

formatters.o = function (v) {
	this.inspectOpts.colors = this.useColors;
	return util.inspect(v, this.inspectOpts)
		.split('\n')
		.map(str => str.trim())
		.join(' ');
};

/**
 * Map %O to `util.inspect()`, allowing multiple lines if needed.
 */

formatters.O = function (v) {
	this.inspectOpts.colors = this.useColors;
	return util.inspect(v, this.inspectOpts);
};


/***/ }),

/***/ 1970:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    if (mod != null) for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) __createBinding(result, mod, k);
    __setModuleDefault(result, mod);
    return result;
};
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.HttpProxyAgent = void 0;
const net = __importStar(__nccwpck_require__(9278));
const tls = __importStar(__nccwpck_require__(4756));
const debug_1 = __importDefault(__nccwpck_require__(2830));
const events_1 = __nccwpck_require__(4434);
const agent_base_1 = __nccwpck_require__(8894);
const url_1 = __nccwpck_require__(7016);
const debug = (0, debug_1.default)('http-proxy-agent');
/**
 * The `HttpProxyAgent` implements an HTTP Agent subclass that connects
 * to the specified "HTTP proxy server" in order to proxy HTTP requests.
 */
class HttpProxyAgent extends agent_base_1.Agent {
    constructor(proxy, opts) {
        super(opts);
        this.proxy = typeof proxy === 'string' ? new url_1.URL(proxy) : proxy;
        this.proxyHeaders = opts?.headers ?? {};
        debug('Creating new HttpProxyAgent instance: %o', this.proxy.href);
        // Trim off the brackets from IPv6 addresses
        const host = (this.proxy.hostname || this.proxy.host).replace(/^\[|\]$/g, '');
        const port = this.proxy.port
            ? parseInt(this.proxy.port, 10)
            : this.proxy.protocol === 'https:'
                ? 443
                : 80;
        this.connectOpts = {
            ...(opts ? omit(opts, 'headers') : null),
            host,
            port,
        };
    }
    addRequest(req, opts) {
        req._header = null;
        this.setRequestProps(req, opts);
        // @ts-expect-error `addRequest()` isn't defined in `@types/node`
        super.addRequest(req, opts);
    }
    setRequestProps(req, opts) {
        const { proxy } = this;
        const protocol = opts.secureEndpoint ? 'https:' : 'http:';
        const hostname = req.getHeader('host') || 'localhost';
        const base = `${protocol}//${hostname}`;
        const url = new url_1.URL(req.path, base);
        if (opts.port !== 80) {
            url.port = String(opts.port);
        }
        // Change the `http.ClientRequest` instance's "path" field
        // to the absolute path of the URL that will be requested.
        req.path = String(url);
        // Inject the `Proxy-Authorization` header if necessary.
        const headers = typeof this.proxyHeaders === 'function'
            ? this.proxyHeaders()
            : { ...this.proxyHeaders };
        if (proxy.username || proxy.password) {
            const auth = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
            headers['Proxy-Authorization'] = `Basic ${Buffer.from(auth).toString('base64')}`;
        }
        if (!headers['Proxy-Connection']) {
            headers['Proxy-Connection'] = this.keepAlive
                ? 'Keep-Alive'
                : 'close';
        }
        for (const name of Object.keys(headers)) {
            const value = headers[name];
            if (value) {
                req.setHeader(name, value);
            }
        }
    }
    async connect(req, opts) {
        req._header = null;
        if (!req.path.includes('://')) {
            this.setRequestProps(req, opts);
        }
        // At this point, the http ClientRequest's internal `_header` field
        // might have already been set. If this is the case then we'll need
        // to re-generate the string since we just changed the `req.path`.
        let first;
        let endOfHeaders;
        debug('Regenerating stored HTTP header string for request');
        req._implicitHeader();
        if (req.outputData && req.outputData.length > 0) {
            debug('Patching connection write() output buffer with updated header');
            first = req.outputData[0].data;
            endOfHeaders = first.indexOf('\r\n\r\n') + 4;
            req.outputData[0].data =
                req._header + first.substring(endOfHeaders);
            debug('Output buffer: %o', req.outputData[0].data);
        }
        // Create a socket connection to the proxy server.
        let socket;
        if (this.proxy.protocol === 'https:') {
            debug('Creating `tls.Socket`: %o', this.connectOpts);
            socket = tls.connect(this.connectOpts);
        }
        else {
            debug('Creating `net.Socket`: %o', this.connectOpts);
            socket = net.connect(this.connectOpts);
        }
        // Wait for the socket's `connect` event, so that this `callback()`
        // function throws instead of the `http` request machinery. This is
        // important for i.e. `PacProxyAgent` which determines a failed proxy
        // connection via the `callback()` function throwing.
        await (0, events_1.once)(socket, 'connect');
        return socket;
    }
}
HttpProxyAgent.protocols = ['http', 'https'];
exports.HttpProxyAgent = HttpProxyAgent;
function omit(obj, ...keys) {
    const ret = {};
    let key;
    for (key in obj) {
        if (!keys.includes(key)) {
            ret[key] = obj[key];
        }
    }
    return ret;
}
//# sourceMappingURL=index.js.map

/***/ }),

/***/ 3669:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    if (mod != null) for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) __createBinding(result, mod, k);
    __setModuleDefault(result, mod);
    return result;
};
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.HttpsProxyAgent = void 0;
const net = __importStar(__nccwpck_require__(9278));
const tls = __importStar(__nccwpck_require__(4756));
const assert_1 = __importDefault(__nccwpck_require__(2613));
const debug_1 = __importDefault(__nccwpck_require__(2830));
const agent_base_1 = __nccwpck_require__(8894);
const url_1 = __nccwpck_require__(7016);
const parse_proxy_response_1 = __nccwpck_require__(7943);
const debug = (0, debug_1.default)('https-proxy-agent');
const setServernameFromNonIpHost = (options) => {
    if (options.servername === undefined &&
        options.host &&
        !net.isIP(options.host)) {
        return {
            ...options,
            servername: options.host,
        };
    }
    return options;
};
/**
 * The `HttpsProxyAgent` implements an HTTP Agent subclass that connects to
 * the specified "HTTP(s) proxy server" in order to proxy HTTPS requests.
 *
 * Outgoing HTTP requests are first tunneled through the proxy server using the
 * `CONNECT` HTTP request method to establish a connection to the proxy server,
 * and then the proxy server connects to the destination target and issues the
 * HTTP request from the proxy server.
 *
 * `https:` requests have their socket connection upgraded to TLS once
 * the connection to the proxy server has been established.
 */
class HttpsProxyAgent extends agent_base_1.Agent {
    constructor(proxy, opts) {
        super(opts);
        this.options = { path: undefined };
        this.proxy = typeof proxy === 'string' ? new url_1.URL(proxy) : proxy;
        this.proxyHeaders = opts?.headers ?? {};
        debug('Creating new HttpsProxyAgent instance: %o', this.proxy.href);
        // Trim off the brackets from IPv6 addresses
        const host = (this.proxy.hostname || this.proxy.host).replace(/^\[|\]$/g, '');
        const port = this.proxy.port
            ? parseInt(this.proxy.port, 10)
            : this.proxy.protocol === 'https:'
                ? 443
                : 80;
        this.connectOpts = {
            // Attempt to negotiate http/1.1 for proxy servers that support http/2
            ALPNProtocols: ['http/1.1'],
            ...(opts ? omit(opts, 'headers') : null),
            host,
            port,
        };
    }
    /**
     * Called when the node-core HTTP client library is creating a
     * new HTTP request.
     */
    async connect(req, opts) {
        const { proxy } = this;
        if (!opts.host) {
            throw new TypeError('No "host" provided');
        }
        // Create a socket connection to the proxy server.
        let socket;
        if (proxy.protocol === 'https:') {
            debug('Creating `tls.Socket`: %o', this.connectOpts);
            socket = tls.connect(setServernameFromNonIpHost(this.connectOpts));
        }
        else {
            debug('Creating `net.Socket`: %o', this.connectOpts);
            socket = net.connect(this.connectOpts);
        }
        const headers = typeof this.proxyHeaders === 'function'
            ? this.proxyHeaders()
            : { ...this.proxyHeaders };
        const host = net.isIPv6(opts.host) ? `[${opts.host}]` : opts.host;
        let payload = `CONNECT ${host}:${opts.port} HTTP/1.1\r\n`;
        // Inject the `Proxy-Authorization` header if necessary.
        if (proxy.username || proxy.password) {
            const auth = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
            headers['Proxy-Authorization'] = `Basic ${Buffer.from(auth).toString('base64')}`;
        }
        headers.Host = `${host}:${opts.port}`;
        if (!headers['Proxy-Connection']) {
            headers['Proxy-Connection'] = this.keepAlive
                ? 'Keep-Alive'
                : 'close';
        }
        for (const name of Object.keys(headers)) {
            payload += `${name}: ${headers[name]}\r\n`;
        }
        const proxyResponsePromise = (0, parse_proxy_response_1.parseProxyResponse)(socket);
        socket.write(`${payload}\r\n`);
        const { connect, buffered } = await proxyResponsePromise;
        req.emit('proxyConnect', connect);
        this.emit('proxyConnect', connect, req);
        if (connect.statusCode === 200) {
            req.once('socket', resume);
            if (opts.secureEndpoint) {
                // The proxy is connecting to a TLS server, so upgrade
                // this socket connection to a TLS connection.
                debug('Upgrading socket connection to TLS');
                return tls.connect({
                    ...omit(setServernameFromNonIpHost(opts), 'host', 'path', 'port'),
                    socket,
                });
            }
            return socket;
        }
        // Some other status code that's not 200... need to re-play the HTTP
        // header "data" events onto the socket once the HTTP machinery is
        // attached so that the node core `http` can parse and handle the
        // error status code.
        // Close the original socket, and a new "fake" socket is returned
        // instead, so that the proxy doesn't get the HTTP request
        // written to it (which may contain `Authorization` headers or other
        // sensitive data).
        //
        // See: https://hackerone.com/reports/541502
        socket.destroy();
        const fakeSocket = new net.Socket({ writable: false });
        fakeSocket.readable = true;
        // Need to wait for the "socket" event to re-play the "data" events.
        req.once('socket', (s) => {
            debug('Replaying proxy buffer for failed request');
            (0, assert_1.default)(s.listenerCount('data') > 0);
            // Replay the "buffered" Buffer onto the fake `socket`, since at
            // this point the HTTP module machinery has been hooked up for
            // the user.
            s.push(buffered);
            s.push(null);
        });
        return fakeSocket;
    }
}
HttpsProxyAgent.protocols = ['http', 'https'];
exports.HttpsProxyAgent = HttpsProxyAgent;
function resume(socket) {
    socket.resume();
}
function omit(obj, ...keys) {
    const ret = {};
    let key;
    for (key in obj) {
        if (!keys.includes(key)) {
            ret[key] = obj[key];
        }
    }
    return ret;
}
//# sourceMappingURL=index.js.map

/***/ }),

/***/ 7943:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.parseProxyResponse = void 0;
const debug_1 = __importDefault(__nccwpck_require__(2830));
const debug = (0, debug_1.default)('https-proxy-agent:parse-proxy-response');
function parseProxyResponse(socket) {
    return new Promise((resolve, reject) => {
        // we need to buffer any HTTP traffic that happens with the proxy before we get
        // the CONNECT response, so that if the response is anything other than an "200"
        // response code, then we can re-play the "data" events on the socket once the
        // HTTP parser is hooked up...
        let buffersLength = 0;
        const buffers = [];
        function read() {
            const b = socket.read();
            if (b)
                ondata(b);
            else
                socket.once('readable', read);
        }
        function cleanup() {
            socket.removeListener('end', onend);
            socket.removeListener('error', onerror);
            socket.removeListener('readable', read);
        }
        function onend() {
            cleanup();
            debug('onend');
            reject(new Error('Proxy connection ended before receiving CONNECT response'));
        }
        function onerror(err) {
            cleanup();
            debug('onerror %o', err);
            reject(err);
        }
        function ondata(b) {
            buffers.push(b);
            buffersLength += b.length;
            const buffered = Buffer.concat(buffers, buffersLength);
            const endOfHeaders = buffered.indexOf('\r\n\r\n');
            if (endOfHeaders === -1) {
                // keep buffering
                debug('have not received end of HTTP headers yet...');
                read();
                return;
            }
            const headerParts = buffered
                .slice(0, endOfHeaders)
                .toString('ascii')
                .split('\r\n');
            const firstLine = headerParts.shift();
            if (!firstLine) {
                socket.destroy();
                return reject(new Error('No header received from proxy CONNECT response'));
            }
            const firstLineParts = firstLine.split(' ');
            const statusCode = +firstLineParts[1];
            const statusText = firstLineParts.slice(2).join(' ');
            const headers = {};
            for (const header of headerParts) {
                if (!header)
                    continue;
                const firstColon = header.indexOf(':');
                if (firstColon === -1) {
                    socket.destroy();
                    return reject(new Error(`Invalid header from proxy CONNECT response: "${header}"`));
                }
                const key = header.slice(0, firstColon).toLowerCase();
                const value = header.slice(firstColon + 1).trimStart();
                const current = headers[key];
                if (typeof current === 'string') {
                    headers[key] = [current, value];
                }
                else if (Array.isArray(current)) {
                    current.push(value);
                }
                else {
                    headers[key] = value;
                }
            }
            debug('got proxy server response: %o %o', firstLine, headers);
            cleanup();
            resolve({
                connect: {
                    statusCode,
                    statusText,
                    headers,
                },
                buffered,
            });
        }
        socket.on('error', onerror);
        socket.on('end', onend);
        read();
    });
}
exports.parseProxyResponse = parseProxyResponse;
//# sourceMappingURL=parse-proxy-response.js.map

/***/ }),

/***/ 744:
/***/ ((module) => {

/**
 * Helpers.
 */

var s = 1000;
var m = s * 60;
var h = m * 60;
var d = h * 24;
var w = d * 7;
var y = d * 365.25;

/**
 * Parse or format the given `val`.
 *
 * Options:
 *
 *  - `long` verbose formatting [false]
 *
 * @param {String|Number} val
 * @param {Object} [options]
 * @throws {Error} throw an error if val is not a non-empty string or a number
 * @return {String|Number}
 * @api public
 */

module.exports = function (val, options) {
  options = options || {};
  var type = typeof val;
  if (type === 'string' && val.length > 0) {
    return parse(val);
  } else if (type === 'number' && isFinite(val)) {
    return options.long ? fmtLong(val) : fmtShort(val);
  }
  throw new Error(
    'val is not a non-empty string or a valid number. val=' +
      JSON.stringify(val)
  );
};

/**
 * Parse the given `str` and return milliseconds.
 *
 * @param {String} str
 * @return {Number}
 * @api private
 */

function parse(str) {
  str = String(str);
  if (str.length > 100) {
    return;
  }
  var match = /^(-?(?:\d+)?\.?\d+) *(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)?$/i.exec(
    str
  );
  if (!match) {
    return;
  }
  var n = parseFloat(match[1]);
  var type = (match[2] || 'ms').toLowerCase();
  switch (type) {
    case 'years':
    case 'year':
    case 'yrs':
    case 'yr':
    case 'y':
      return n * y;
    case 'weeks':
    case 'week':
    case 'w':
      return n * w;
    case 'days':
    case 'day':
    case 'd':
      return n * d;
    case 'hours':
    case 'hour':
    case 'hrs':
    case 'hr':
    case 'h':
      return n * h;
    case 'minutes':
    case 'minute':
    case 'mins':
    case 'min':
    case 'm':
      return n * m;
    case 'seconds':
    case 'second':
    case 'secs':
    case 'sec':
    case 's':
      return n * s;
    case 'milliseconds':
    case 'millisecond':
    case 'msecs':
    case 'msec':
    case 'ms':
      return n;
    default:
      return undefined;
  }
}

/**
 * Short format for `ms`.
 *
 * @param {Number} ms
 * @return {String}
 * @api private
 */

function fmtShort(ms) {
  var msAbs = Math.abs(ms);
  if (msAbs >= d) {
    return Math.round(ms / d) + 'd';
  }
  if (msAbs >= h) {
    return Math.round(ms / h) + 'h';
  }
  if (msAbs >= m) {
    return Math.round(ms / m) + 'm';
  }
  if (msAbs >= s) {
    return Math.round(ms / s) + 's';
  }
  return ms + 'ms';
}

/**
 * Long format for `ms`.
 *
 * @param {Number} ms
 * @return {String}
 * @api private
 */

function fmtLong(ms) {
  var msAbs = Math.abs(ms);
  if (msAbs >= d) {
    return plural(ms, msAbs, d, 'day');
  }
  if (msAbs >= h) {
    return plural(ms, msAbs, h, 'hour');
  }
  if (msAbs >= m) {
    return plural(ms, msAbs, m, 'minute');
  }
  if (msAbs >= s) {
    return plural(ms, msAbs, s, 'second');
  }
  return ms + ' ms';
}

/**
 * Pluralization helper.
 */

function plural(ms, msAbs, n, name) {
  var isPlural = msAbs >= n * 1.5;
  return Math.round(ms / n) + ' ' + name + (isPlural ? 's' : '');
}


/***/ }),

/***/ 75:
/***/ ((module) => {

module.exports = eval("require")("supports-color");


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 3916:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path/posix");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 2018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 7016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 89:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ BaseResolver),
/* harmony export */   w: () => (/* binding */ layersOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3940);
/* harmony import */ var _store_image_contents_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2763);



/** Base images: those of the local store first, as docker has it, then the registries. */
class BaseResolver {
    #images;
    #content;
    #registry;
    #layers;
    constructor(images, content, registry, layers) {
        this.#images = images;
        this.#content = content;
        this.#registry = registry;
        this.#layers = layers;
    }
    async resolve(text, platform, signal) {
        const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .withDefaultTag */ ._t)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(text));
        const local = await this.#local((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)(reference), platform);
        if (local !== undefined)
            return local;
        const image = await this.#registry.resolve(reference, platform, signal);
        for (const { layer, source } of image.layers)
            this.#layers.addSource(layer, source);
        return {
            reference: image.reference,
            digest: image.digest,
            config: image.config,
            layers: image.layers.map(({ layer }) => layer),
        };
    }
    async #local(reference, platform) {
        const stored = await this.#images.find(reference);
        if (stored === undefined)
            return undefined;
        const image = await (0,_store_image_contents_js__WEBPACK_IMPORTED_MODULE_2__/* .readImage */ .AM)(this.#content, stored.target, platform);
        return { reference, digest: image.descriptor.digest, config: image.config, layers: layersOf(image) };
    }
}
/** The layers of an image in the store. */
function layersOf({ manifest, config }) {
    return manifest.layers.map((blob, index) => {
        const diffId = config.rootfs.diff_ids[index];
        if (diffId === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EngineBug */ .Bp(`config ${manifest.config.digest} names too few layers`);
        return { blob, diffId, contentId: diffId };
    });
}


/***/ }),

/***/ 1481:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  build: () => (/* binding */ build)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./lib/cache/record-store.js + 1 modules
var record_store = __nccwpck_require__(182);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/engine/previous-build.js
/**
 * What the next build's misses are explained against. Where this build did not get to the end of a stage, the steps of the
 * last one that did are kept behind what was done: a failed build in between must not hide which file changed.
 *
 * @param globals of the ARGs before the first FROM
 */
function mergeBuilds(globals, stages, previous) {
    const steps = [...globals];
    const unfinished = [];
    for (const { name, instructions, records } of stages) {
        steps.push(...records);
        const missing = instructions.slice(records.length);
        if (missing.length === 0)
            continue;
        steps.push(...previous.steps.filter((step) => step.stage === name).slice(records.length));
        unfinished.push(...missing.map((instruction) => ({ stage: name, instruction })));
    }
    return { steps, unfinished };
}

// EXTERNAL MODULE: ./lib/engine/record.js
var record = __nccwpck_require__(33);
// EXTERNAL MODULE: ./lib/layer/index-builder.js
var index_builder = __nccwpck_require__(9199);
// EXTERNAL MODULE: ./lib/layer/hard-links.js
var hard_links = __nccwpck_require__(3732);
// EXTERNAL MODULE: ./lib/layer/name.js
var layer_name = __nccwpck_require__(2150);
// EXTERNAL MODULE: ./lib/layer/whiteout.js
var whiteout = __nccwpck_require__(8238);
;// CONCATENATED MODULE: ./lib/layer/layer-tree.js




/** Stands for a directory that must be there because something stands in it, and that the layer does not describe. */
const IMPLIED = Symbol('implied directory');
const NO_CHILDREN = { names: [], removed: [] };
/** One layer's index, made to be asked. */
class LayerTree {
    static #known = new WeakMap();
    #nodes = new Map();
    #whiteouts = new Set();
    #links;
    #carriers;
    #children;
    /**
     * The tree of `index`, made at most once: stacks share their lower layers.
     *
     * @throws InfraError when something stands below a file
     */
    static of(index) {
        let tree = LayerTree.#known.get(index);
        if (tree === undefined) {
            tree = new LayerTree(index.entries);
            LayerTree.#known.set(index, tree);
        }
        return tree;
    }
    constructor(entries) {
        this.#links = new hard_links/* HardLinks */.N(entries);
        for (const entry of entries) {
            const { path } = entry;
            if (entry.type === 'whiteout')
                this.#whiteouts.add(path);
            else {
                if (entry.type !== 'directory' && this.#nodes.has(path))
                    refuse(path);
                this.#nodes.set(path, entry);
            }
            if (path !== '')
                this.#implyParents(path);
        }
    }
    #implyParents(path) {
        for (let parent = (0,whiteout/* parentPath */.yl)(path);; parent = (0,whiteout/* parentPath */.yl)(parent)) {
            const node = this.#nodes.get(parent);
            if (node !== undefined) {
                if (node !== IMPLIED && node.type !== 'directory')
                    refuse(path);
                return;
            }
            this.#nodes.set(parent, IMPLIED);
            if (parent === '')
                return;
        }
    }
    get(path) {
        return this.#nodes.get(path);
    }
    isWhiteout(path) {
        return this.#whiteouts.has(path);
    }
    /** Whether something above `path` keeps the layers below from showing at it. */
    hidesBelow(path) {
        if (path === '')
            return false;
        for (let slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
            const ancestor = path.slice(0, slash);
            if (this.#whiteouts.has(ancestor))
                return true;
            const node = this.#nodes.get(ancestor);
            // Whatever stands deeper implies its parents.
            if (node === undefined)
                return false;
            if (node !== IMPLIED && (node.type !== 'directory' || node.opaque === true))
                return true;
        }
        return false;
    }
    children(path) {
        this.#children ??= this.#sorted();
        return this.#children.get(path) ?? NO_CHILDREN;
    }
    #sorted() {
        const all = new Map();
        const of = (path) => {
            const parent = (0,whiteout/* parentPath */.yl)(path);
            let children = all.get(parent);
            if (children === undefined)
                all.set(parent, (children = { names: [], removed: [] }));
            return children;
        };
        for (const path of this.#nodes.keys())
            if (path !== '')
                of(path).names.push((0,whiteout/* baseName */.Fl)(path));
        for (const path of this.#whiteouts)
            if (path !== '')
                of(path).removed.push((0,whiteout/* baseName */.Fl)(path));
        return all;
    }
    /** See `HardLinks.carrier`. */
    carrier(path) {
        return this.#links.carrier(path);
    }
    /** Whether a hard link of this layer leads to `path`. */
    isLinked(path) {
        if (this.#links.size === 0)
            return false;
        this.#carriers ??= new Set([...this.#links.paths()].map((link) => this.#links.carrier(link)));
        return this.#carriers.has(path);
    }
}
function refuse(path) {
    throw new errors/* InfraError */.Ri(`a layer index is damaged: ${JSON.stringify((0,layer_name/* displayName */.QC)(path))} is both a directory and none`);
}

;// CONCATENATED MODULE: ./lib/layer/layer-stack.js




const NONE = [];
/** The flattened view of layers, from their indexes alone. Paths are as in `LayerEntry.path`; no symbolic link is followed. */
class LayerStack {
    #indexes;
    /** All layers, topmost first. */
    #all;
    /** @param indexes lowest first. Nothing is read of them before it is asked for. */
    static of(indexes) {
        return new LayerStack(indexes);
    }
    constructor(indexes) {
        this.#indexes = [...indexes];
        this.#all = indexes.map((_, number) => indexes.length - 1 - number);
    }
    /**
     * The entry that shows at `path`. A hard link shows as the file that it names, under its own path; a directory that no
     * layer describes but which must be there, as root's with mode 0755. The root always exists.
     *
     * @throws InfraError when a hard link leads nowhere
     */
    lstat(path) {
        const found = this.#find(path, this.#all, true);
        return found === undefined ? undefined : this.#shown(found);
    }
    /** Where the bytes of the regular file at `path` are; `undefined` when there is no regular file. */
    contentOf(path) {
        const found = this.#find(path, this.#all, true);
        if (found === undefined)
            return undefined;
        const { layer, entry } = this.#carrier(found);
        return entry.type === 'file' ? { layer, path: entry.path } : undefined;
    }
    /** Whether the file whose content is at `location` has more than one name in its layer, or was given one above. */
    isHardLinked(location) {
        for (let layer = location.layer; layer < this.#indexes.length; layer++) {
            if (this.#tree(layer).isLinked(location.path))
                return true;
        }
        return false;
    }
    /** Files that a layer's tar holds more than once: see `LayerIndex.repeats`. */
    repeats(layer) {
        return this.#indexes[layer]?.repeats;
    }
    /** Names in the directory at `path`, sorted by code unit; empty where it is no directory. */
    readdir(path) {
        return this.#names(path, this.#find(path, this.#all, true)?.through ?? NONE);
    }
    /** Everything below `path` (itself excluded), parents before children, siblings sorted by code unit. */
    entries(path = '') {
        const result = [];
        const pending = [];
        const push = (directory, through) => {
            const names = this.#names(directory, through);
            for (let number = names.length - 1; number >= 0; number--) {
                const name = names[number] ?? '';
                const child = directory === '' ? name : `${directory}/${name}`;
                const found = this.#find(child, through, false);
                if (found !== undefined)
                    pending.push(found);
            }
        };
        push(path, this.#find(path, this.#all, true)?.through ?? NONE);
        for (let found = pending.pop(); found !== undefined; found = pending.pop()) {
            result.push(this.#shown(found));
            if (found.entry.type === 'directory')
                push(found.entry.path, found.through);
        }
        return result;
    }
    #tree(layer) {
        const index = this.#indexes[layer];
        if (index === undefined)
            throw new RangeError(`no layer ${layer}`);
        return LayerTree.of(index);
    }
    /**
     * @param layers the layers to look at, topmost first
     * @param fromRoot whether a layer may hide those below by what it has above `path`; not so for layers that are known to
     *   show in the parent
     */
    #find(path, layers, fromRoot) {
        let directory;
        const through = [];
        for (const layer of layers) {
            const tree = this.#tree(layer);
            const node = tree.get(path);
            if (node === IMPLIED)
                through.push(layer);
            else if (node?.type === 'directory') {
                through.push(layer);
                directory ??= { layer, entry: node };
                if (node.opaque === true)
                    break;
            }
            else if (node !== undefined) {
                if (through.length === 0)
                    return { layer, entry: node, through: NONE };
                break;
            }
            if (tree.isWhiteout(path) || (fromRoot && tree.hidesBelow(path)))
                break;
        }
        if (directory !== undefined)
            return { ...directory, through };
        if (through.length === 0 && path !== '')
            return undefined;
        return { layer: -1, entry: (0,index_builder/* impliedDirectory */.yr)(path), through };
    }
    #names(path, through) {
        const names = new Set();
        const removed = new Set();
        for (const layer of through) {
            const children = this.#tree(layer).children(path);
            for (const name of children.names)
                if (!removed.has(name))
                    names.add(name);
            for (const name of children.removed)
                removed.add(name);
        }
        return [...names].sort();
    }
    #shown(found) {
        const { entry } = found;
        if (entry.type === 'hardlink')
            return { ...this.#carrier(found).entry, path: entry.path };
        if (entry.type !== 'directory' || entry.opaque === undefined)
            return entry;
        // What is opaque in its layer is simply a directory in the flattened tree.
        const { opaque: _opaque, ...plain } = entry;
        return plain;
    }
    /** Follows a hard link to the entry that it names, in its own layer or below. */
    #carrier(found) {
        const { layer, entry } = found;
        if (entry.type !== 'hardlink')
            return { layer, entry };
        const target = this.#tree(layer).carrier(entry.path);
        const node = this.#tree(layer).get(target);
        if (node !== undefined && node !== IMPLIED && node.type !== 'hardlink') {
            if (node.type !== 'directory')
                return { layer, entry: node };
        }
        else if (node === undefined) {
            const lower = this.#find(target, this.#all.slice(this.#all.length - layer), true);
            if (lower !== undefined && lower.entry.type !== 'directory')
                return this.#carrier(lower);
        }
        throw new errors/* InfraError */.Ri(`the hard link ${JSON.stringify((0,layer_name/* displayName */.QC)(entry.path))} names ${JSON.stringify((0,layer_name/* displayName */.QC)(target))}, which is no file`);
    }
}

// EXTERNAL MODULE: ./lib/layer/file-digest.js
var file_digest = __nccwpck_require__(564);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./lib/layer/decompress.js + 2 modules
var decompress = __nccwpck_require__(9710);
// EXTERNAL MODULE: ./lib/layer/layer-entries.js + 1 modules
var layer_entries = __nccwpck_require__(9016);
// EXTERNAL MODULE: ./lib/layer/tar-reader.js + 2 modules
var tar_reader = __nccwpck_require__(863);
;// CONCATENATED MODULE: ./lib/layer/select-contents.js






/** Bytes of the blob at a time. */
const CHUNK = 256 * 1024;
/**
 * Streams chosen regular files out of a layer's blob (already verified), in the order of its tar, each once; reading ends
 * when all were seen. The consumer drains or drops one before it asks for the next.
 *
 * @param wanted paths of file entries of the layer's index
 * @throws InfraError when one of them is not in the layer
 */
async function* selectContents(blobFile, wanted, options = {}) {
    const selection = new Selection(wanted, options.repeats ?? new Map());
    if (selection.complete())
        return;
    const label = `layer blob ${blobFile}`;
    const reader = new tar_reader/* TarReader */.R(selection, label);
    const source = (0,external_node_fs_.createReadStream)(blobFile, { highWaterMark: CHUNK });
    const chunks = (0,decompress/* decompress */.m)(source, { label, signal: options.signal });
    /** The next event, reading on as needed; `undefined` at the end of the blob. */
    async function next() {
        for (;;) {
            const event = selection.shift();
            if (event !== undefined)
                return event;
            const chunk = await chunks.next();
            if (chunk.done === true)
                return undefined;
            reader.write(chunk.value);
        }
    }
    async function* data() {
        for (let event = await next(); event !== 'end'; event = await next()) {
            if (event === undefined)
                throw new errors/* InfraError */.Ri(`${label} ends in the middle of a file`);
            if (Buffer.isBuffer(event))
                yield event;
        }
    }
    try {
        while (!selection.complete() || selection.pending()) {
            const event = await next();
            if (event === undefined)
                break;
            if (event === 'end' || Buffer.isBuffer(event))
                continue;
            // What the consumer leaves of this file is skipped by the loop above.
            yield { path: event.path, size: event.size, data: data() };
        }
        const missing = selection.missing();
        if (missing !== undefined) {
            throw new errors/* InfraError */.Ri(`${label} does not hold ${JSON.stringify((0,layer_name/* displayName */.QC)(missing))}`);
        }
    }
    finally {
        await chunks.return();
    }
}
/** Queues what the tar says about the wanted files. */
class Selection {
    #entries = new layer_entries/* LayerEntries */.c('layer');
    #events = [];
    /** Wanted paths with the count of their files that come before the right one. */
    #left = new Map();
    #open = false;
    constructor(wanted, repeats) {
        for (const path of wanted)
            this.#left.set(path, repeats.get(path) ?? 0);
    }
    /** Whether every wanted file was seen, or at least begun. */
    complete() {
        return this.#left.size === 0;
    }
    pending() {
        return this.#open || this.#events.length > 0;
    }
    missing() {
        return this.#left.keys().next().value;
    }
    shift() {
        return this.#events.shift();
    }
    entry(header) {
        this.#open = false;
        if (this.complete())
            return;
        const member = this.#entries.next(header);
        if (member.kind !== 'entry' || member.entry.type !== 'file')
            return;
        const { path, size } = member.entry;
        const earlier = this.#left.get(path);
        if (earlier === undefined)
            return;
        if (earlier > 0) {
            this.#left.set(path, earlier - 1);
            return;
        }
        this.#left.delete(path);
        this.#open = true;
        this.#events.push({ path, size });
    }
    data(chunk) {
        if (this.#open)
            this.#events.push(chunk);
    }
    end() {
        if (this.#open)
            this.#events.push('end');
        this.#open = false;
    }
}

;// CONCATENATED MODULE: ./lib/layer/stack-source.js




/** Bytes of a file that is kept in memory because several of the wanted paths are names of it. */
const MAX_KEPT = 8 * 1024 * 1024;
/** The flattened layers of an image or stage as the source of a COPY. */
class StackSource {
    label;
    #stack;
    #blobFile;
    /** @param blobFile gives the path of a layer's verified blob, by the number of its index in the stack */
    constructor(label, stack, blobFile) {
        this.label = label;
        this.#stack = stack;
        this.#blobFile = blobFile;
    }
    lstat(path) {
        return settled(() => {
            const entry = this.#stack.lstat(path);
            if (entry?.type !== 'file')
                return entry;
            const location = this.#stack.contentOf(path);
            if (location === undefined || !this.#stack.isHardLinked(location))
                return entry;
            return { ...entry, inode: `${location.layer}:${location.path}` };
        });
    }
    readdir(path) {
        return settled(() => this.#stack.readdir(path));
    }
    /** @throws EngineBug when one of `paths` is no regular file */
    digests(paths) {
        return settled(() => new Map(paths.map((path) => [path, this.#file(path).digest])));
    }
    /**
     * Layer by layer from the bottom, in the order of each tar.
     *
     * @throws EngineBug when one of `paths` is no regular file
     * @throws InfraError when a blob does not hold what its index says
     */
    async *contents(paths) {
        for (const [layer, wanted] of this.#byLayer(paths)) {
            const blobFile = await this.#blobFile(layer);
            let left = wanted;
            // More than once only for big files with several of their names wanted.
            while (left.size > 0)
                left = yield* this.#pass(blobFile, layer, left);
        }
    }
    /** Gives what one reading of a blob can give, and returns what is left. */
    async *#pass(blobFile, layer, wanted) {
        const left = new Map();
        for await (const content of selectContents(blobFile, wanted.keys(), { repeats: this.#stack.repeats(layer) })) {
            const { file, names } = wanted.get(content.path) ?? notAsked(content.path);
            const [first, ...others] = names;
            if (first === undefined)
                continue;
            const data = checked(content, file);
            if (others.length > 0 && file.size <= MAX_KEPT) {
                const kept = [];
                for await (const chunk of data)
                    kept.push(Buffer.from(chunk));
                for (const path of names)
                    yield { path, size: file.size, data: kept };
            }
            else {
                yield { path: first, size: file.size, data };
                if (others.length > 0)
                    left.set(content.path, { file, names: others });
            }
        }
        return left;
    }
    #byLayer(paths) {
        const layers = new Map();
        for (const path of new Set(paths)) {
            const file = this.#file(path);
            const location = this.#stack.contentOf(path) ?? notAsked(path);
            let wanted = layers.get(location.layer);
            if (wanted === undefined)
                layers.set(location.layer, (wanted = new Map()));
            const known = wanted.get(location.path);
            if (known === undefined)
                wanted.set(location.path, { file, names: [path] });
            else
                known.names.push(path);
        }
        return [...layers].sort(([left], [right]) => left - right);
    }
    #file(path) {
        const entry = this.#stack.lstat(path);
        return entry?.type === 'file' ? entry : notAsked(path);
    }
}
function notAsked(path) {
    throw new errors/* EngineBug */.Bp(`${JSON.stringify((0,layer_name/* displayName */.QC)(path))} is no regular file of the stack`);
}
/** Calls at once, and turns what is thrown into a rejection. */
function settled(answer) {
    return new Promise((resolve) => resolve(answer()));
}
/** The content, compared with the index while it goes by: blobs and indexes come from different places. */
async function* checked(content, file) {
    const digest = new file_digest/* FileDigest */.d(file.size);
    for await (const chunk of content.data) {
        digest.update(chunk);
        yield chunk;
    }
    if (content.size !== file.size || digest.digest() !== file.digest) {
        throw new errors/* InfraError */.Ri(`${JSON.stringify((0,layer_name/* displayName */.QC)(file.path))} in a layer's blob is not what the layer's index says`);
    }
}

// EXTERNAL MODULE: ./lib/plan/source-label.js
var source_label = __nccwpck_require__(9589);
// EXTERNAL MODULE: ./lib/engine/origins.js
var origins = __nccwpck_require__(1609);
;// CONCATENATED MODULE: ./lib/engine/file-sources.js





const NOTHING = { kind: 'layers', layers: [] };
/** Where COPY and mounts take files from: the context, or the layers of a stage or an image. */
class FileSources {
    #plan;
    #context;
    #layers;
    #resultOf;
    #signal;
    constructor(plan, ports, resultOf, signal) {
        this.#plan = plan;
        this.#context = ports.context;
        this.#layers = ports.layers;
        this.#resultOf = resultOf;
        this.#signal = signal;
    }
    /** What the source is, after its stage was built. */
    async resolve(source) {
        switch (source.kind) {
            case 'context':
                return { kind: 'files', files: this.#context };
            case 'scratch':
                return NOTHING;
            case 'stage':
                return { kind: 'layers', layers: (await this.#resultOf(source.index)).draft.layers };
            case 'image': {
                const image = this.#plan.copied.images.get(source.reference);
                if (image === undefined)
                    throw new errors/* EngineBug */.Bp(`image ${source.reference} was not resolved`);
                return { kind: 'layers', layers: image.layers };
            }
            case 'named':
                return this.#named(source);
            default:
                return (0,errors/* unreachable */.HB)(source);
        }
    }
    #named(source) {
        const context = this.#plan.copied.named.get((0,origins/* namedKey */.z)(source));
        switch (context?.kind) {
            case undefined:
                throw new errors/* EngineBug */.Bp(`build context ${source.name} was not resolved`);
            case 'image':
                return { kind: 'layers', layers: context.image.layers };
            case 'scratch':
                return NOTHING;
            case 'files':
                return context;
        }
    }
    async treeOf(source) {
        const resolved = await this.resolve(source);
        if (resolved.kind === 'files')
            return resolved.files;
        return this.treeOfLayers((0,source_label/* sourceLabel */.e)(source, this.#plan.graph), resolved.layers);
    }
    async treeOfLayers(label, layers) {
        const stack = await this.stackOf(layers);
        return new StackSource(label, stack, (number) => {
            const layer = layers[number];
            if (layer === undefined)
                throw new errors/* EngineBug */.Bp(`${label} has no layer ${number}`);
            return this.#layers.blobFile(layer, this.#signal);
        });
    }
    async stackOf(layers) {
        return LayerStack.of(await Promise.all(layers.map((layer) => this.#layers.index(layer, this.#signal))));
    }
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __nccwpck_require__(9501);
// EXTERNAL MODULE: ./lib/oci/platform.js
var platform = __nccwpck_require__(7122);
;// CONCATENATED MODULE: ./lib/engine/copy/archive-members.js



/**
 * The members of an archive, in its order. Never more is in memory than one piece of the stream.
 *
 * @throws InfraError for anything that is no valid archive
 */
async function* archiveMembers(archive, signal) {
    const pieces = archivePieces(archive, signal);
    try {
        for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
            if (next.value.kind !== 'entry')
                continue;
            const content = memberContent(pieces);
            yield { header: next.value.header, data: content.data() };
            await content.drop();
        }
    }
    finally {
        await pieces.return(undefined);
    }
}
/** The pieces up to the next `end`. */
function memberContent(pieces) {
    let ended = false;
    const next = async () => {
        while (!ended) {
            const piece = await pieces.next();
            if (piece.done !== true && piece.value.kind === 'data')
                return piece.value.data;
            ended = true;
        }
        return undefined;
    };
    return {
        async *data() {
            for (let chunk = await next(); chunk !== undefined; chunk = await next())
                yield chunk;
        },
        async drop() {
            while ((await next()) !== undefined)
                ;
        },
    };
}
async function* archivePieces(archive, signal) {
    const queue = [];
    const reader = new tar_reader/* TarReader */.R({
        entry: (header) => queue.push({ kind: 'entry', header }),
        data: (data) => queue.push({ kind: 'data', data }),
        end: () => queue.push({ kind: 'end' }),
    }, archive.path);
    // What stands before a fault is handed on before the fault is told, however the bytes were cut into chunks.
    try {
        for await (const chunk of (0,decompress/* decompress */.m)(bytesOf(archive), { label: archive.path, signal })) {
            reader.write(chunk);
            yield* queue.splice(0);
        }
        reader.finish();
    }
    catch (error) {
        yield* queue.splice(0);
        throw error;
    }
    yield* queue.splice(0);
    return undefined;
}
async function* bytesOf({ tree, path }) {
    for await (const content of tree.contents([path])) {
        // Copied: decompressors take pieces ahead, and a piece is only valid until the next one is asked for.
        for await (const piece of content.data)
            yield Buffer.from(piece);
    }
}
/**
 * Whether ADD unpacks the file at `path`: it is an archive if its first header can be read, whatever it is called. An empty
 * file, a broken compression or a tar without a member is an ordinary file, as in BuildKit.
 *
 * @throws InfraError when the program that its compression needs is missing
 */
async function isArchive(archive, signal) {
    try {
        for await (const member of archiveMembers(archive, signal))
            return member.header.path.length >= 0;
        return false;
    }
    catch (error) {
        if (error instanceof errors/* InfraError */.Ri && !isMissingProgram(error))
            return false;
        throw error;
    }
}
/** A missing decompressor must not turn an archive into an ordinary file. */
function isMissingProgram(error) {
    for (let cause = error; cause instanceof Error; cause = cause.cause) {
        if ('code' in cause && cause.code === 'ENOENT')
            return true;
    }
    return false;
}
/** The archive is the user's, and so is the fault when it is broken. */
function brokenArchive(archive, error, location) {
    if (!(error instanceof errors/* InfraError */.Ri) || isMissingProgram(error))
        return error;
    return new errors/* UserError */.yo(`cannot unpack ${archive.path} of ${archive.tree.label}: ${error.message}`, {
        location,
        hint: 'The file starts like an archive but is damaged; ADD --unpack=false or COPY would take it as it is.',
        cause: error,
    });
}

;// CONCATENATED MODULE: ./lib/layer/resolve-path.js


/** As the kernel's MAXSYMLINKS. */
const MAX_LINKS = 40;
/**
 * Resolves `path` inside of the tree as Linux does with RESOLVE_IN_ROOT (openat2(2)): absolute links start at the tree's
 * root, `..` at the root stays there. Behind a component that is missing, or that is no directory, `..` takes back the
 * component before it.
 *
 * @throws UserError after 40 symbolic links; whatever `lstat` throws
 */
async function resolvePath(tree, path, options) {
    const steps = resolution(path, options);
    let step = steps.next();
    while (step.done !== true)
        step = steps.next(await tree.lstat(step.value));
    return step.value;
}
/** `resolvePath` for a tree that answers at once. */
function resolvePathSync(tree, path, options) {
    const steps = resolution(path, options);
    let step = steps.next();
    while (step.done !== true)
        step = steps.next(tree.lstat(step.value));
    return step.value;
}
/** Yields the paths that it needs to know, and is given what stands there. */
function* resolution(path, options) {
    const followLast = options.followLast || /\/\.{0,2}$/.test(path);
    const pending = componentsReversed(path);
    const resolved = [];
    let links = 0;
    /** The obstacle behind which names are only appended, and how many components lead to it. */
    let blocked;
    let last;
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
        if (name === '..') {
            resolved.pop();
            if (blocked !== undefined && resolved.length < blocked.depth)
                blocked = undefined;
            continue;
        }
        resolved.push(name);
        if (blocked !== undefined)
            continue;
        const here = resolved.join('/');
        const entry = yield here;
        last = { path: here, entry };
        if (entry === undefined)
            blocked = { how: 'missing', path: here, depth: resolved.length };
        else if (entry.type === 'symlink' && (followLast || pending.length > 0)) {
            if (++links > MAX_LINKS)
                throw new errors/* UserError */.yo(`${(0,layer_name/* displayName */.QC)(path)}: too many levels of symbolic links`);
            const target = entry.target ?? '';
            if (target.startsWith('/'))
                resolved.length = 0;
            else
                resolved.pop();
            pending.push(...componentsReversed(target));
        }
        else if (entry.type !== 'directory' && pending.length > 0) {
            blocked = { how: 'notDirectory', path: here, depth: resolved.length };
        }
    }
    const end = resolved.join('/');
    if (blocked !== undefined)
        return { path: end, [blocked.how]: blocked.path };
    const entry = last?.path === end ? last.entry : yield end;
    return entry === undefined ? { path: end, missing: end } : { path: end, entry };
}
function componentsReversed(path) {
    return path
        .split('/')
        .filter((component) => component !== '' && component !== '.')
        .reverse();
}

// EXTERNAL MODULE: ./lib/layer/wildcard.js
var layer_wildcard = __nccwpck_require__(7667);
;// CONCATENATED MODULE: ./lib/engine/copy/source-paths.js


/** `path` without leading or trailing slash, cleaned of `.` and `..`; `..` at the root stays there. */
function cleanPath(path) {
    const parts = [];
    for (const part of path.split('/')) {
        if (part === '..')
            parts.pop();
        else if (part !== '' && part !== '.')
            parts.push(part);
    }
    return parts.join('/');
}
function joinPath(...parts) {
    return parts.filter((part) => part !== '').join('/');
}
function parentOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
function baseOf(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
/**
 * Resolves one source word: a literal path gives exactly one match, which need not exist; a pattern gives what matches, in
 * the order of a walk, where a directory that matches is not searched further (fsutil `copy.ResolveWildcards`). A backslash
 * escapes only in a path that has a wildcard somewhere.
 *
 * @returns for a pattern below a directory that does not exist, that directory as the one match
 * @throws UserError for a malformed pattern
 */
async function matchSource(tree, pattern, location) {
    const components = cleanPath(pattern).split('/');
    const first = components.findIndex(layer_wildcard/* hasWildcard */.r);
    if (first < 0)
        return { wildcard: false, matches: [await follow(tree, components.join('/'))] };
    const wildcard = layer_wildcard/* Wildcard */.t.compile(components.slice(first).join('/'), location);
    const prefix = await follow(tree, components.slice(0, first).join('/'));
    if (prefix.resolved.entry === undefined)
        return { wildcard: false, matches: [prefix] };
    const names = [];
    await search(tree, prefix.resolved.path, '', wildcard, names);
    const matches = [];
    for (const name of names) {
        const match = await follow(tree, joinPath(prefix.resolved.path, name));
        matches.push({ ...match, path: joinPath(prefix.path, name) });
    }
    return { wildcard: true, matches };
}
async function follow(tree, path) {
    return { path, resolved: await resolvePath(tree, path, { followLast: true }) };
}
async function search(tree, base, below, wildcard, found) {
    for (const name of await tree.readdir(joinPath(base, below))) {
        const path = joinPath(below, name);
        if (wildcard.matches(path))
            found.push(path);
        else if (wildcard.mayMatchBelow(path))
            await search(tree, base, path, wildcard, found);
    }
}

;// CONCATENATED MODULE: ./lib/engine/copy/destination-tree.js


/**
 * The image's flattened tree with what an instruction changes laid over it, as overlayfs would have it: the changes alone
 * become the layer. Paths are real: whoever calls has resolved links.
 */
class DestinationTree {
    #below;
    #places = new Map();
    /** mtimes of directories of the image that are only worth a word if the layer names them anyway. */
    #touched = new Map();
    /** @param below absent for an empty root */
    constructor(below) {
        this.#below = below;
    }
    async lstat(path) {
        const place = this.#places.get(path);
        if (place !== undefined)
            return shownEntry(path, place.inode);
        if (path === '')
            return (await this.#below?.lstat('')) ?? emptyRoot();
        return this.#lowerShows(path) ? this.#below?.lstat(path) : undefined;
    }
    /** Puts `inode` at `path`, whose parent is a directory, in place of whatever is there. */
    async put(path, inode) {
        if (path === '')
            throw new errors/* EngineBug */.Bp('the root of an image cannot be replaced');
        await this.#keep(parentOf(path));
        const replaced = this.#places.get(path);
        const lower = this.#lowerShows(path) ? await this.#below?.lstat(path) : undefined;
        if (replaced?.inode.body.type === 'directory')
            this.#removeBelow(path);
        this.#touched.delete(path);
        this.#places.set(path, {
            inode,
            fresh: true,
            opaque: inode.body.type === 'directory' && lower?.type === 'directory',
        });
    }
    /** The inode at an existing `path`, taken into the layer so that it can be changed or get another name. */
    async open(path) {
        if (path === '')
            throw new errors/* EngineBug */.Bp('the root of an image is not part of any layer');
        const place = this.#places.get(path);
        if (place !== undefined)
            return place.inode;
        const entry = await this.lstat(path);
        if (entry === undefined || this.#below === undefined)
            throw new errors/* EngineBug */.Bp(`there is no ${path} to change`);
        await this.#keep(parentOf(path));
        return this.#take(path, entry, this.#below);
    }
    /** Notes an mtime for the directory at `path`, which alone is no reason to name it in the layer. */
    touch(path, mtime) {
        const place = this.#places.get(path);
        if (place === undefined)
            this.#touched.set(path, mtime);
        else
            place.inode.metadata = { ...place.inode.metadata, mtime };
    }
    /** The layer: sorted by path, so that parents stand before their children; the first of a file's names carries it. */
    entries() {
        const names = new Map();
        return [...this.#places.keys()].sort(compare).map((path) => {
            const place = this.#places.get(path);
            if (place === undefined)
                throw new errors/* EngineBug */.Bp(`${path} vanished`);
            const first = names.get(place.inode);
            if (first !== undefined)
                return { entry: { path, type: 'hardlink', target: first } };
            names.set(place.inode, path);
            return placedEntry(path, place);
        });
    }
    /** Names the directories above a change in the layer, as they are. */
    async #keep(path) {
        if (path === '' || this.#places.has(path))
            return;
        await this.#keep(parentOf(path));
        const entry = await this.#below?.lstat(path);
        if (entry?.type !== 'directory' || this.#below === undefined)
            throw new errors/* EngineBug */.Bp(`${path} is no directory`);
        this.#take(path, entry, this.#below);
    }
    #take(path, entry, tree) {
        const mtime = this.#touched.get(path);
        const { mode, uid, gid, xattrs } = entry;
        const inode = {
            body: bodyOf(entry, { kind: 'tree', tree, path }),
            metadata: { mode, uid, gid, mtime: mtime ?? entry.mtime, ...(xattrs === undefined ? {} : { xattrs }) },
        };
        this.#touched.delete(path);
        this.#places.set(path, { inode, fresh: false, opaque: false });
        return inode;
    }
    /** Whether the layers below could show something at `path`, but for what this layer has there itself. */
    #lowerShows(path) {
        for (let at = parentOf(path); at !== ''; at = parentOf(at)) {
            const place = this.#places.get(at);
            if (place !== undefined)
                return !place.fresh;
        }
        return true;
    }
    #removeBelow(path) {
        const prefix = `${path}/`;
        for (const name of this.#places.keys())
            if (name.startsWith(prefix))
                this.#places.delete(name);
        for (const name of this.#touched.keys())
            if (name.startsWith(prefix))
                this.#touched.delete(name);
    }
}
/** What a source entry is, with its content to be had from `content` if it is a file. */
function bodyOf(entry, content) {
    switch (entry.type) {
        case 'file':
            return { type: 'file', size: entry.size, content };
        case 'symlink':
            return { type: 'symlink', target: entry.target };
        case 'char':
        case 'block':
            return { type: entry.type, major: entry.major, minor: entry.minor };
        case 'directory':
            return { type: 'directory' };
        case 'fifo':
            return { type: 'fifo' };
    }
}
function shownEntry(path, { body, metadata }) {
    if (body.type === 'file')
        return { path, type: 'file', size: body.size, ...metadata };
    return { path, ...body, ...metadata };
}
function placedEntry(path, { inode: { body, metadata }, opaque }) {
    if (body.type === 'file') {
        const { mode, uid, gid, mtime, xattrs } = metadata;
        const { size, content } = body;
        // Spelt out: a spread would give each of many thousand entries a hidden class of its own.
        if (xattrs === undefined)
            return { entry: { type: 'file', path, mode, uid, gid, mtime, size }, content };
        return { entry: { type: 'file', path, mode, uid, gid, mtime, xattrs, size }, content };
    }
    if (body.type === 'directory' && opaque)
        return { entry: { path, type: 'directory', ...metadata, opaque: true } };
    return { entry: { path, ...body, ...metadata } };
}
function emptyRoot() {
    return { path: '', type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}
function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

;// CONCATENATED MODULE: ./lib/oci/user.js

/** As lenient as moby/sys/user: missing fields are empty, numbers that are none are 0. */
function parsePasswd(text) {
    return lines(text).map((line) => {
        const fields = line.split(':');
        return { name: fields[0] ?? '', uid: numberOrZero(fields[2]), gid: numberOrZero(fields[3]), home: fields[5] ?? '' };
    });
}
/** As lenient as `parsePasswd`; lines that begin with `#` are comments. */
function parseGroup(text) {
    return lines(text)
        .filter((line) => !line.startsWith('#'))
        .map((line) => {
        const fields = line.split(':');
        const members = fields[3] ?? '';
        return { name: fields[0] ?? '', gid: numberOrZero(fields[2]), members: members === '' ? [] : members.split(',') };
    });
}
/**
 * Splits `user[:group]` as BuildKit's `llb.WithUser` does: `root` is 0, what is no 32-bit number is a name, and an empty part
 * is 0 (so `app:` is the group root; moby/buildkit#7002).
 */
function parseOwner(text) {
    const colon = text.indexOf(':');
    if (colon < 0)
        return { user: nameOrId(text) };
    return { user: nameOrId(text.slice(0, colon)), group: nameOrId(text.slice(colon + 1)) };
}
/** The names in `spec` that must be looked up in an image. */
function namesIn(spec) {
    return [spec.user, spec.group].filter((part) => typeof part === 'string');
}
/**
 * Who owns files that are given to `spec`. As in BuildKit (`solver/llbsolver/ops/user_linux.go`), a lone number is user and
 * group; and a name that the files do not know is root, although the reference says that the build fails: such names are
 * returned in `unknown`, to be warned of.
 */
function resolveOwner(spec, files) {
    const unknown = [];
    const lookUp = (name, entries) => {
        const entry = entries.find((candidate) => candidate.name === name);
        if (entry === undefined)
            unknown.push(name);
        return entry;
    };
    const own = typeof spec.user === 'number'
        ? { uid: spec.user, gid: spec.user }
        : (lookUp(spec.user, parsePasswd(files.passwd ?? '')) ?? { uid: 0, gid: 0 });
    const group = typeof spec.group === 'string' ? lookUp(spec.group, parseGroup(files.group ?? ''))?.gid : spec.group;
    return { uid: kernelId(own.uid), gid: kernelId(group ?? own.gid), unknown };
}
/**
 * The process that USER describes, as BuildKit's executor and moby/sys/user's `GetExecUser` do it: with two numbers nothing is
 * looked up; supplementary groups come only with a user that has a line in passwd, and without an explicit group; a number
 * without a line has group 0.
 *
 * @throws UserError for a name that the files do not know, or a number out of range
 */
function resolveProcessUser(spec, files) {
    const passwd = parsePasswd(files.passwd ?? '');
    const pair = numericPair(spec);
    if (pair !== undefined) {
        const home = passwd.find((entry) => entry.uid === pair.uid)?.home;
        return { ...pair, groups: [], ...(home === undefined ? {} : { home }) };
    }
    const [userText = '', groupText = ''] = (spec === '' ? '0' : spec).split(':');
    const user = processUser(userText, passwd);
    const home = user.entry === undefined ? {} : { home: user.entry.home };
    const groups = parseGroup(files.group ?? '');
    if (groupText !== '')
        return { uid: user.uid, gid: processGroup(groupText, groups), groups: [], ...home };
    const { entry } = user;
    const gid = entry?.gid ?? 0;
    const memberships = entry === undefined ? [] : groups.filter(({ members }) => members.includes(entry.name));
    return {
        uid: user.uid,
        gid,
        groups: memberships.map((group) => group.gid).filter((id) => id !== gid),
        ...home,
    };
}
function processUser(text, passwd) {
    const wanted = text === '' ? 0 : processId(text);
    const entry = passwd.find(({ name, uid }) => (wanted === undefined ? name === text : uid === wanted));
    const uid = entry?.uid ?? wanted;
    if (uid === undefined) {
        throw new UserError(`unable to find user ${text}: no matching entries in passwd file`, {
            hint: 'Create the user in an earlier step, or give its number.',
        });
    }
    return { uid, entry };
}
function processGroup(text, groups) {
    const wanted = processId(text);
    const gid = groups.find(({ name, gid }) => (wanted === undefined ? name === text : gid === wanted))?.gid ?? wanted;
    if (gid === undefined) {
        throw new UserError(`unable to find group ${text}: no matching entries in group file`, {
            hint: 'Create the group in an earlier step, or give its number.',
        });
    }
    return gid;
}
function lines(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
function numberOrZero(text) {
    return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : 0;
}
/** Go's `strconv.ParseInt(text, 10, 32)`; an id that it does not take is a name to BuildKit. */
function nameOrId(text) {
    if (text === '' || text === 'root')
        return 0;
    if (!/^[+-]?\d+$/.test(text))
        return text;
    const id = Number(text);
    return id >= -0x80000000 && id <= 0x7fffffff ? id : text;
}
/** The kernel's 32-bit id; -1 leaves a file with the owner it was made by (chown(2)), and that is root. */
function kernelId(id) {
    const unsigned = id >>> 0;
    return unsigned === 0xffffffff ? 0 : unsigned;
}
/** BuildKit's fast path for USER (`executor/oci/user.go`): two numbers, of which `root` is one. */
function numericPair(spec) {
    const colon = spec.indexOf(':');
    if (colon < 0)
        return undefined;
    const [uid, gid] = [spec.slice(0, colon), spec.slice(colon + 1)].map((text) => {
        if (text === 'root')
            return 0;
        return /^\d+$/.test(text) && Number(text) <= 0xffffffff ? Number(text) : undefined;
    });
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
}
/** moby/sys/user's `parseNumeric`. */
function processId(text) {
    if (!/^[+-]?\d+$/.test(text))
        return undefined;
    const id = Number(text);
    if (id >= 0 && id <= 0x7fffffff)
        return id;
    throw new UserError(`user or group ${text}: uids and gids must be in range 0-2147483647`);
}

;// CONCATENATED MODULE: ./lib/engine/copy/find-owner.js



/** BuildKit's limit for an account file (`solver/llbsolver/ops/user_linux.go`), in bytes. */
const ACCOUNT_FILE_LIMIT = 10 * 1024 * 1024;
/**
 * Looks up whom new files belong to.
 *
 * @throws UserError when there is no image in which a name could be looked up, or its account files are none
 */
async function findOwner(question) {
    const spec = parseOwner(question.spec);
    const names = namesIn(spec);
    if (names.length === 0)
        return { owner: idsOf(resolveOwner(spec, {})), warnings: [] };
    const { image } = question;
    if (image === undefined)
        throw noImage(question, names);
    const wantsUser = typeof spec.user === 'string';
    const wantsGroup = typeof spec.group === 'string';
    const found = resolveOwner(spec, {
        passwd: wantsUser ? await accountFile(image, 'etc/passwd', question) : undefined,
        group: wantsGroup ? await accountFile(image, 'etc/group', question) : undefined,
    });
    const warnings = found.unknown.map((name) => `${question.shownAs}: ${name} is not known in the image's /etc/passwd or /etc/group; root is used instead`);
    return { owner: idsOf(found), warnings };
}
function idsOf({ uid, gid }) {
    return { uid, gid };
}
function noImage({ shownAs, link, location }, names) {
    const why = link === true
        ? '--link does not look into the image'
        : 'the image has no files yet, so no /etc/passwd and /etc/group';
    return new errors/* UserError */.yo(`${shownAs}: cannot look up ${names.join(' and ')}: ${why}`, {
        location,
        hint: link === true ? 'Give numbers (as in --chown=1000:1000), or drop --link.' : 'Give numbers, as in 1000:1000.',
    });
}
/** The text of an account file; absent where there is none, which BuildKit takes for one without the name. */
async function accountFile(image, path, question) {
    const { entry, path: found } = await resolvePath(image, path, { followLast: true });
    if (entry === undefined)
        return undefined;
    if (entry.type !== 'file' || entry.size > ACCOUNT_FILE_LIMIT) {
        const what = entry.type === 'file' ? `is larger than ${ACCOUNT_FILE_LIMIT} bytes` : 'is not a regular file';
        throw new errors/* UserError */.yo(`${question.shownAs}: /${path} of ${image.label} ${what}`, { location: question.location });
    }
    const chunks = [];
    for await (const content of image.contents([found])) {
        for await (const chunk of content.data)
            chunks.push(Buffer.from(chunk));
    }
    return Buffer.concat(chunks).toString('utf8');
}

;// CONCATENATED MODULE: ./lib/engine/copy/make-directories.js




/** Where `path` leads in the image, links followed; what does not exist yet is appended as it stands. */
async function resolveDestination(tree, path, location) {
    const resolved = await resolvePath(tree, path, { followLast: true });
    if (resolved.notDirectory !== undefined)
        throw notDirectory(path, resolved.notDirectory, location);
    return resolved.path;
}
/**
 * Makes the directory at `path` (resolved) and those above it, as `mkdir -p` does: what exists is left alone. Below a
 * directory with its setgid bit set, the kernel hands down that bit, and the group where no owner is given.
 *
 * @throws UserError when something on the way is no directory
 */
async function makeDirectories(tree, path, options) {
    const entry = await tree.lstat(path);
    if (entry?.type === 'directory')
        return;
    if (entry !== undefined)
        throw notDirectory(path, path, options.location);
    await makeDirectories(tree, parentOf(path), options);
    const parent = await tree.lstat(parentOf(path));
    const setgid = (parent?.mode ?? 0) & 0o2000;
    await tree.put(path, {
        body: { type: 'directory' },
        metadata: {
            mode: (options.mode & 0o777) | setgid,
            uid: options.owner?.uid ?? 0,
            gid: options.owner?.gid ?? (setgid === 0 ? 0 : (parent?.gid ?? 0)),
            mtime: options.mtime,
        },
    });
}
function notDirectory(path, blocker, location) {
    const shown = (0,layer_name/* displayName */.QC)(`/${path.replace(/^\/+/, '')}`);
    const where = (0,layer_name/* displayName */.QC)(joinPath('', blocker));
    return new errors/* UserError */.yo(`cannot create ${shown}: /${where} exists in the image and is not a directory`, { location });
}

;// CONCATENATED MODULE: ./lib/engine/copy/place-source.js





/**
 * Copies one source to the destination, with the rules of fsutil's `copy.Copy`:
 *
 * - the destination's directory part, all of it where it ends in `/` or `/.`, is made;
 * - a file goes into a destination that is a directory, under its own name; a directory's contents go into it, or a new
 *   directory is made for them, root's with mode 0755 whatever the source's directory has (octal `--chmod` and `--chown` apply);
 * - a directory that is there already keeps mode and owner where it is the destination itself, and takes the source's where it
 *   lies below; a link to a directory is no directory.
 *
 * @throws UserError when something is in the way
 */
async function placeSource(tree, source, placing) {
    const { request } = placing;
    const directories = {
        mode: request.chmod?.octal ?? 0o755,
        owner: placing.owner,
        mtime: request.created,
        location: request.location,
    };
    await makeDirectories(tree, await resolveDestination(tree, directoryPart(request.destination), request.location), directories);
    let target = await resolveDestination(tree, request.destination, request.location);
    const existing = await tree.lstat(target);
    const isDirectory = source.top.entry.type === 'directory';
    const intoDirectory = isDirectory ? !source.contentsOnly && existing !== undefined : existing?.type === 'directory';
    if (intoDirectory)
        target = joinPath(target, source.baseName);
    const contentsOfNew = isDirectory && source.contentsOnly && existing === undefined;
    await makeDirectories(tree, contentsOfNew ? target : parentOf(target), directories);
    await placeTop(tree, source, target, placing);
}
/** The part of a destination that must be a directory: all but a last component that is a name. */
function directoryPart(destination) {
    return /\/\.?$/.test(destination) ? destination : parentOf(destination);
}
async function placeTop(tree, source, target, placing) {
    const links = new Map();
    if (source.top.entry.type !== 'directory') {
        await placeNode(tree, source, source.top, target, links, placing);
        return;
    }
    const existing = await tree.lstat(target);
    if (existing === undefined)
        await tree.put(target, newInode(source, source.top, placing));
    else if (existing.type !== 'directory')
        throw ontoFile(target, placing);
    // Its mode and owner stay, its mtime does not.
    else
        tree.touch(target, source.top.entry.mtime);
    for (const picked of source.below) {
        const path = joinPath(target, picked.path);
        if (picked.entry.type === 'directory')
            await placeDirectory(tree, source, picked, path, placing);
        else
            await placeNode(tree, source, picked, path, links, placing);
    }
}
async function placeDirectory(tree, source, picked, path, placing) {
    const existing = await tree.lstat(path);
    if (existing === undefined) {
        await tree.put(path, newInode(source, picked, placing));
        return;
    }
    if (existing.type !== 'directory')
        throw ontoFile(path, placing);
    const wanted = picked.implied === true ? { ...metadataOf(existing), mode: picked.entry.mode } : merged(existing, picked, placing);
    if (sameButForTime(existing, wanted))
        tree.touch(path, wanted.mtime);
    else
        (await tree.open(path)).metadata = wanted;
}
/** A file, link, device or fifo; replaces all but a directory. */
async function placeNode(tree, source, picked, path, links, placing) {
    if ((await tree.lstat(path))?.type === 'directory') {
        throw new errors/* UserError */.yo(`cannot replace directory /${(0,layer_name/* displayName */.QC)(path)} with ${kindOf(picked.entry)}`, {
            location: placing.request.location,
            hint: 'Give another destination, or remove the directory in an earlier RUN.',
        });
    }
    const { entry } = picked;
    const identity = entry.type === 'file' ? entry.inode : undefined;
    const linked = identity === undefined ? undefined : links.get(identity);
    const inode = linked ?? newInode(source, picked, placing);
    if (identity !== undefined)
        links.set(identity, inode);
    await tree.put(path, inode);
}
function newInode(source, picked, placing) {
    return {
        body: bodyOf(picked.entry, { kind: 'tree', tree: source.tree, path: picked.source }),
        metadata: copiedMetadata(picked.entry, placing),
    };
}
function copiedMetadata(entry, { request, owner }) {
    const { mtime, xattrs } = entry;
    const mode = copiedMode(entry, request);
    const { uid, gid } = owner ?? entry;
    return { mode, uid, gid, mtime, ...(xattrs === undefined ? {} : { xattrs }) };
}
/** An octal `--chmod` replaces all bits, also those of directories. On Linux links have no mode, which shows as 0777. */
function copiedMode(entry, { chmod }) {
    if (entry.type === 'symlink')
        return 0o777;
    return chmod === undefined ? entry.mode : chmod.apply(entry.mode, entry.type === 'directory');
}
function metadataOf({ mode, uid, gid, mtime, xattrs }) {
    return { mode, uid, gid, mtime, ...(xattrs === undefined ? {} : { xattrs }) };
}
/** Extended attributes that only the existing directory has stay. */
function merged(existing, picked, placing) {
    const copied = copiedMetadata(picked.entry, placing);
    if (existing.xattrs === undefined)
        return copied;
    return { ...copied, xattrs: { ...existing.xattrs, ...copied.xattrs } };
}
function sameButForTime(a, b) {
    const names = Object.keys({ ...a.xattrs, ...b.xattrs });
    return (a.mode === b.mode &&
        a.uid === b.uid &&
        a.gid === b.gid &&
        names.every((name) => a.xattrs?.[name] === b.xattrs?.[name]));
}
function ontoFile(path, placing) {
    return new errors/* UserError */.yo(`cannot copy a directory to /${(0,layer_name/* displayName */.QC)(path)}, which exists and is not a directory`, {
        location: placing.request.location,
        hint: 'A link to a directory is not followed below the destination; copy to where it leads.',
    });
}
function kindOf(entry) {
    return entry.type === 'symlink' ? 'a symbolic link' : entry.type === 'file' ? 'a file' : `a ${entry.type} node`;
}

;// CONCATENATED MODULE: ./lib/engine/copy/unpack-archive.js






/**
 * Unpacks an archive at the destination, as moby/go-archive does in a chroot there: links of the image and of the archive are
 * followed with the destination as their root, so that no name leads out of it; a directory over a directory takes the
 * archive's mode and owner; everything else replaces what is there. `--chown` gives all members their owner, `--chmod` does
 * not apply. Parents that the archive does not name are root's with mode 0755.
 *
 * @throws UserError when the archive is damaged, or does not fit to what is in the image
 */
async function unpackArchive(tree, archive, placing, signal) {
    const { request, owner } = placing;
    const root = await resolveDestination(tree, request.destination, request.location);
    await makeDirectories(tree, root, { mode: 0o755, owner, mtime: request.created, location: request.location });
    const unpacking = new Unpacking(tree, root, archive, placing);
    let member = 0;
    try {
        for await (const { header } of archiveMembers(archive, signal))
            await unpacking.place(header, member++);
    }
    catch (error) {
        throw brokenArchive(archive, error, request.location);
    }
}
class Unpacking {
    #tree;
    #root;
    #archive;
    #placing;
    /** Real paths of members' directories, by their names in the archive. */
    #parents = new Map();
    constructor(tree, root, archive, placing) {
        this.#tree = tree;
        this.#root = root;
        this.#archive = archive;
        this.#placing = placing;
    }
    async place(header, member) {
        // The destination itself keeps what it has.
        if (header.path === '')
            return;
        const parent = await this.#parent(parentOf(header.path), header);
        const path = joinPath(parent, baseOf(header.path));
        const existing = await this.#tree.lstat(path);
        // Only what was a way to somewhere can lead elsewhere when it is replaced.
        const way = existing?.type === 'symlink' || (existing?.type === 'directory' && header.typeflag !== '5');
        if (way)
            this.#parents.clear();
        if (header.typeflag === '1') {
            await this.#placeLink(header, path);
            return;
        }
        const metadata = this.#metadata(header);
        if (header.typeflag === '5' && existing?.type === 'directory') {
            const inode = await this.#tree.open(path);
            inode.metadata = { ...metadata, ...xattrsOf({ ...inode.metadata.xattrs, ...metadata.xattrs }) };
            return;
        }
        await this.#tree.put(path, { body: this.#body(header, member), metadata });
    }
    /** The real path of a member's directory, made if it is missing. */
    async #parent(path, header) {
        const known = this.#parents.get(path);
        if (known !== undefined)
            return known;
        let at = this.#root;
        for (const name of path.split('/').filter((part) => part !== '')) {
            const named = joinPath(this.#relative(at), name);
            const { entry, ...found } = await resolvePath(this.#inRoot(), named, { followLast: true });
            const real = joinPath(this.#root, found.path);
            if (entry === undefined && (found.notDirectory !== undefined || (await this.#tree.lstat(joinPath(at, name))))) {
                throw this.#error(header, `${(0,layer_name/* displayName */.QC)(named)} leads nowhere`);
            }
            if (entry !== undefined && entry.type !== 'directory') {
                throw this.#error(header, `${(0,layer_name/* displayName */.QC)(named)} is not a directory`);
            }
            if (entry === undefined) {
                const { created, location } = this.#placing.request;
                await makeDirectories(this.#tree, real, { mode: 0o755, owner: { uid: 0, gid: 0 }, mtime: created, location });
            }
            at = real;
        }
        this.#parents.set(path, at);
        return at;
    }
    /** Another name for a file of this archive or of the image; whatever the link's header says, its file gets. */
    async #placeLink(header, path) {
        const parent = await resolvePath(this.#inRoot(), parentOf(header.linkname), { followLast: true });
        const target = joinPath(this.#root, parent.path, baseOf(header.linkname));
        const entry = header.linkname === '' ? undefined : await this.#tree.lstat(target);
        if (entry === undefined || entry.type === 'directory') {
            const what = entry === undefined ? 'does not exist' : 'is a directory';
            throw this.#error(header, `it is a hard link to ${(0,layer_name/* displayName */.QC)(header.linkname)}, which ${what}`);
        }
        if (target === path)
            throw this.#error(header, 'it is a hard link to itself');
        const inode = await this.#tree.open(target);
        const { mode, uid, gid, mtime } = this.#metadata(header);
        const kept = entry.type === 'symlink' ? { ...inode.metadata, uid, gid } : { ...inode.metadata, mode, uid, gid, mtime };
        inode.metadata = kept;
        await this.#tree.put(path, inode);
    }
    #body(header, member) {
        switch (header.typeflag) {
            case '0':
                return { type: 'file', size: header.size, content: { kind: 'archive', archive: this.#archive, member } };
            case '2':
                return { type: 'symlink', target: header.linkname };
            case '5':
                return { type: 'directory' };
            case '6':
                return { type: 'fifo' };
            case '3':
                // To overlayfs, and so to Docker, that device is a whiteout, and making it is refused.
                if (header.major === 0 && header.minor === 0)
                    throw this.#error(header, 'a character device 0:0 cannot be unpacked');
                return { type: 'char', major: header.major, minor: header.minor };
            case '4':
                return { type: 'block', major: header.major, minor: header.minor };
            default:
                throw this.#error(header, `unhandled tar header type ${JSON.stringify(header.typeflag)}`);
        }
    }
    #metadata(header) {
        const { owner } = this.#placing;
        return {
            mode: header.typeflag === '2' ? 0o777 : header.mode,
            uid: owner?.uid ?? header.uid,
            gid: owner?.gid ?? header.gid,
            mtime: Math.max(0, header.mtime),
            ...xattrsOf(header.xattrs),
        };
    }
    /** The destination as a tree of its own, as a chroot shows it. */
    #inRoot() {
        return { lstat: (path) => this.#tree.lstat(joinPath(this.#root, path)) };
    }
    #relative(path) {
        return this.#root === '' ? path : path.slice(this.#root.length + 1);
    }
    #error(header, what) {
        return new errors/* UserError */.yo(`cannot unpack ${(0,layer_name/* displayName */.QC)(header.path)} of ${(0,layer_name/* displayName */.QC)(this.#archive.path)} at ${this.#placing.request.destination}: ${what}`, { location: this.#placing.request.location });
    }
}
/** What belongs to overlayfs itself is not set through it. */
function xattrsOf(xattrs) {
    const kept = Object.entries(xattrs).filter(([name]) => !name.startsWith('trusted.overlay.'));
    return kept.length === 0 ? {} : { xattrs: Object.fromEntries(kept) };
}

;// CONCATENATED MODULE: ./lib/engine/copy/lay-out.js






/**
 * Lays the selected sources out in the image, one after the other, and says what the layer must hold: new and replaced
 * entries, and the directories above them as they are in the image.
 *
 * @param image the flattened layers below; absent when there are none (FROM scratch). `--link` does not look at it.
 * @throws UserError when names cannot be looked up or something in the image is in the way
 */
async function layOut(selection, image, signal) {
    const { request } = selection;
    const below = request.link ? undefined : image;
    const found = await ownerOf(request.chown, {
        shownAs: `--chown=${request.chown ?? ''}`,
        image: below,
        link: request.link,
        location: request.location,
    });
    const tree = new DestinationTree(below);
    const placing = { request, owner: found?.owner };
    for (const source of selection.sources) {
        signal?.throwIfAborted();
        const archive = { tree: source.tree, path: source.top.source };
        const unpack = source.unpack && source.top.entry.type === 'file' && (await isArchive(archive, signal));
        if (unpack)
            await unpackArchive(tree, archive, placing, signal);
        else
            await placeSource(tree, source, placing);
    }
    return { entries: tree.entries(), warnings: found?.warnings ?? [] };
}
/**
 * The directories that WORKDIR makes: those that are missing, with mode 0755, owned by USER. One that exists stays as it is;
 * then the layer is empty.
 *
 * @throws UserError as `layOut` does
 */
async function layOutWorkdir(request, image) {
    const { location } = request;
    if (/^\/*$/.test(request.path))
        return { entries: [], warnings: [] };
    const found = await ownerOf(request.user, { shownAs: `USER ${request.user}`, image, location });
    const tree = new DestinationTree(image);
    const path = await resolveDestination(tree, request.path, location);
    await makeDirectories(tree, path, { mode: 0o755, owner: found?.owner, mtime: request.created, location });
    return { entries: tree.entries(), warnings: found?.warnings ?? [] };
}
function ownerOf(spec, question) {
    return spec === undefined || spec === '' ? Promise.resolve(undefined) : findOwner({ ...question, spec });
}

// EXTERNAL MODULE: ./lib/layer/ignore-patterns.js + 3 modules
var ignore_patterns = __nccwpck_require__(17);
;// CONCATENATED MODULE: ./lib/engine/copy/content-digest.js

/**
 * Digests of what a source brings, by the path in its tree below `shownAs`. A directory whose contents alone are copied only
 * counts as being one: its own mode and owner never reach the layer.
 */
async function digestSource(source, shownAs, keeping) {
    const selected = [source.top, ...source.below];
    const paths = selected.filter(({ entry }) => entry.type === 'file').map((entry) => entry.source);
    const contents = paths.length === 0 ? new Map() : await source.tree.digests([...new Set(paths)]);
    const firstNames = new Map();
    return selected.map((picked) => {
        const path = shownAs === '' || picked.path === '' ? shownAs + picked.path : `${shownAs}/${picked.path}`;
        if (picked === source.top && source.contentsOnly && picked.entry.type === 'directory') {
            return [path === '' ? '.' : path, (0,oci_digest/* hashFields */.MR)('contents of a directory')];
        }
        return [path === '' ? '.' : path, digestEntry(picked, contents, firstNames, keeping)];
    });
}
function digestEntry({ entry, source, path, implied }, contents, firstNames, keeping) {
    const owner = keeping.chown === undefined || keeping.chown === '' ? `${entry.uid}:${entry.gid}` : '';
    const xattrs = Object.entries(entry.xattrs ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    return (0,oci_digest/* hashFields */.MR)(entry.type, implied === true ? 'implied' : '', keptMode(entry, keeping), owner, ...substance(entry, contents.get(source) ?? ''), entry.type === 'file' ? linkedTo(entry.inode, path, firstNames) : '', ...xattrs.flat());
}
function keptMode(entry, { chmod }) {
    // Linux has no modes on links.
    if (entry.type === 'symlink')
        return '';
    if (chmod === undefined)
        return entry.mode.toString(8);
    return chmod.apply(entry.mode, entry.type === 'directory').toString(8);
}
function substance(entry, content) {
    switch (entry.type) {
        case 'file':
            return [content];
        case 'symlink':
            return [entry.target];
        case 'char':
        case 'block':
            return [String(entry.major), String(entry.minor)];
        case 'directory':
        case 'fifo':
            return [];
    }
}
/** Two names of one file become two names of one file in the layer, which is not the same as two files. */
function linkedTo(inode, path, firstNames) {
    if (inode === undefined)
        return '';
    const first = firstNames.get(inode);
    if (first === undefined)
        firstNames.set(inode, path);
    return first === undefined ? '' : `same file as ${first}`;
}

;// CONCATENATED MODULE: ./lib/engine/copy/inline-file.js

/** A here-document as a source: one file, root's, with mode 0644. */
class InlineFile {
    label = 'the Dockerfile';
    #name;
    #content;
    #mtime;
    /** @param mtime seconds since the epoch */
    constructor(name, content, mtime) {
        this.#name = name;
        this.#content = Buffer.from(content);
        this.#mtime = mtime;
    }
    lstat(path) {
        if (path === '') {
            return Promise.resolve({ path, type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: this.#mtime });
        }
        if (path !== this.#name)
            return Promise.resolve(undefined);
        const size = this.#content.length;
        return Promise.resolve({ path, type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: this.#mtime, size });
    }
    readdir(path) {
        return Promise.resolve(path === '' ? [this.#name] : []);
    }
    digests(paths) {
        const digest = (0,oci_digest/* sha256 */.sc)(this.#content);
        return Promise.resolve(new Map(paths.map((path) => [path, digest])));
    }
    async *contents(paths) {
        for (const path of paths)
            yield await Promise.resolve({ path, size: this.#content.length, data: [this.#content] });
    }
}

// EXTERNAL MODULE: ./lib/dockerfile/nearest.js
var nearest = __nccwpck_require__(7768);
;// CONCATENATED MODULE: ./lib/engine/copy/missing-source.js




/** Entries that a search for a file of the same name looks at: enough for a project, not for a root filesystem. */
const SEARCH_LIMIT = 5000;
/** The error for a source that is not there: says which pattern hides it, or what there is instead. */
async function missingSource(missing) {
    const { path, resolved } = missing.match;
    const shown = (0,layer_name/* displayName */.QC)(path === '' ? '/' : path);
    const hidden = (await missing.ignoredBy?.(path)) ?? (await missing.ignoredBy?.(resolved.path));
    if (hidden !== undefined) {
        return new errors/* UserError */.yo(`"${shown}" not found in ${missing.tree.label}: .dockerignore excludes it by "${hidden}"`, {
            location: missing.location,
            hint: `Take the pattern out of .dockerignore, or add "!${shown}" after it.`,
        });
    }
    if (resolved.notDirectory !== undefined) {
        const blocker = (0,layer_name/* displayName */.QC)(resolved.notDirectory);
        return new errors/* UserError */.yo(`"${shown}" not found in ${missing.tree.label}: ${blocker} is not a directory`, {
            location: missing.location,
        });
    }
    const led = resolved.path === path ? '' : `: it leads to ${(0,layer_name/* displayName */.QC)(resolved.path)}, which does not exist`;
    const instead = await suggestion(missing.tree, resolved.path);
    return new errors/* UserError */.yo(`"${shown}" not found in ${missing.tree.label}${led}`, {
        location: missing.location,
        hint: instead === undefined ? undefined : `Did you mean ${(0,layer_name/* displayName */.QC)(instead)}?`,
    });
}
/**
 * The nearest name that exists: component by component as far as names are alike, else a file of the same name elsewhere in
 * the tree.
 */
async function suggestion(tree, path) {
    let found = '';
    for (const name of path.split('/')) {
        const names = await tree.readdir(found);
        const next = names.includes(name) ? name : (0,nearest/* nearest */.p)(name, names);
        if (next === undefined)
            return sameName(tree, baseOf(path));
        found = joinPath(found, next);
    }
    return found === '' ? undefined : found;
}
/** Breadth first, so that the file nearest to the root is named. */
async function sameName(tree, wanted) {
    const directories = [''];
    let seen = 0;
    for (let directory = directories.shift(); directory !== undefined; directory = directories.shift()) {
        for (const name of await tree.readdir(directory)) {
            const path = joinPath(directory, name);
            if (name.toLowerCase() === wanted.toLowerCase())
                return path;
            if (++seen > SEARCH_LIMIT)
                return undefined;
            if ((await tree.lstat(path))?.type === 'directory')
                directories.push(path);
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/engine/copy/source-walk.js

/**
 * Walks the directory `top` as fsutil's copier does: links are taken as they are; filters see paths relative to `top`, which
 * is itself never filtered; a directory that the filters do not take is still entered where something below may be taken, and
 * then comes along as `implied`.
 */
async function walkSource(tree, top, filters) {
    const entries = [];
    const root = {
        selected: top,
        taken: true,
        parent: undefined,
        include: filters.include?.root,
        exclude: filters.exclude?.root,
    };
    await walkDirectory(tree, root, filters, entries);
    return entries;
}
async function walkDirectory(tree, directory, filters, entries) {
    for (const name of await tree.readdir(directory.selected.source)) {
        const path = joinPath(directory.selected.path, name);
        const include = directory.include && filters.include?.matchesBelow(directory.include, path);
        const exclude = directory.exclude && filters.exclude?.matchesBelow(directory.exclude, path);
        // `excluded` is the matcher's word for "a pattern applies".
        const taken = include?.excluded !== false && exclude?.excluded !== true;
        const enter = taken || mayTakeBelow(path, filters, include, exclude);
        if (!enter)
            continue;
        const entry = await tree.lstat(joinPath(directory.selected.source, name));
        if (entry === undefined)
            continue;
        if (!taken && entry.type !== 'directory')
            continue;
        const selected = { path, source: entry.path, entry };
        const here = { selected, taken, parent: directory, include, exclude };
        if (taken) {
            takeParents(directory, entries);
            entries.push(selected);
        }
        if (entry.type === 'directory')
            await walkDirectory(tree, here, filters, entries);
    }
}
/** Whether a directory that is not taken itself must be entered. */
function mayTakeBelow(path, filters, include, exclude) {
    if (exclude?.excluded === true && filters.exclude?.mayContainIncluded(path) !== true)
        return false;
    if (include === undefined || include.excluded)
        return true;
    return filters.include?.patterns.some((pattern) => pattern.path.mayMatchBelow(path)) === true;
}
function takeParents(directory, entries) {
    if (directory.taken)
        return;
    if (directory.parent !== undefined)
        takeParents(directory.parent, entries);
    directory.taken = true;
    entries.push({ ...directory.selected, implied: true });
}
/** The entry with the owner that it has where owners are not kept. */
function ownedByRoot(entry) {
    return entry.uid === 0 && entry.gid === 0 ? entry : { ...entry, uid: 0, gid: 0 };
}

;// CONCATENATED MODULE: ./lib/engine/copy/select-sources.js








/**
 * Resolves the sources of a COPY or ADD, as BuildKit's file operations do (`solver/llbsolver/file/backend.go`, fsutil `copy/`),
 * without looking at the destination.
 *
 * - A literal path must exist; a pattern may match nothing, unless the directory before its first wildcard is missing.
 * - A source that is a symbolic link, or lies behind one, is followed inside of its tree; links below it are kept.
 * - `--exclude` patterns are relative to each source. They do not apply to a source itself, not even to a file that a pattern
 *   picked (moby/buildkit#5489; the reference says otherwise).
 * - `--parents` takes everything below the part before `/./` that matches the rest.
 *
 * @throws UserError for a missing source or a malformed pattern
 */
async function selectSources(request) {
    const exclude = matcherOf(request.excludes, request);
    // No spreading into calls: there may be more of both than a call can have arguments.
    const selected = [];
    for (const source of request.sources)
        selected.push(await selectSource(source, request, exclude));
    const files = [];
    for (const { source, shownAs } of selected.flat())
        files.push(await digestSource(source, shownAs, request));
    return { request, sources: selected.flat().map(({ source }) => source), files: sortedOnce(files.flat()) };
}
async function selectSource(source, request, exclude) {
    switch (source.kind) {
        case 'pattern':
            return request.parents
                ? selectWithParents(source, request, exclude)
                : selectPattern(source, request, { exclude });
        case 'inline': {
            const name = cleanPath(source.name);
            const tree = new InlineFile(name, source.content, request.created);
            return [await selectKnown(tree, name, `<<${source.name}`, false, { exclude })];
        }
        case 'file':
            return [await selectKnown(source.tree, source.path, source.shownAs, source.unpack, { exclude })];
        case 'tree':
            return [await selectKnown(source.tree, '', source.shownAs, false, { exclude })];
    }
}
async function selectPattern(source, request, filters) {
    const { matches } = await matchSource(source.tree, source.pattern, request.location);
    const selected = [];
    for (const match of matches)
        selected.push(await selectMatch(source, match, request, filters));
    return selected;
}
async function selectMatch(source, match, request, filters) {
    const { tree, ignoredBy } = source;
    const { entry } = match.resolved;
    if (entry === undefined)
        throw await missingSource({ tree, match, ignoredBy, location: request.location });
    const owned = (picked) => source.keepOwners ? picked : { ...picked, entry: ownedByRoot(picked.entry) };
    const top = { path: '', source: match.resolved.path, entry };
    const below = entry.type === 'directory' ? await walkSource(tree, top, filters) : [];
    return {
        source: {
            tree,
            baseName: baseOf(match.path),
            top: owned(top),
            contentsOnly: true,
            below: below.map(owned),
            unpack: source.unpack,
        },
        shownAs: match.path,
    };
}
/** The part before the first `/./` is the source, the rest a pattern of what to take below it. */
async function selectWithParents(source, request, exclude) {
    const pivot = source.pattern.indexOf('/./');
    const base = pivot < 0 ? '' : source.pattern.slice(0, pivot);
    const pattern = cleanPath(pivot < 0 ? source.pattern : source.pattern.slice(pivot + 3));
    // Without any pattern the matcher takes nothing, and that is what BuildKit makes of `COPY --parents .`.
    const include = ignore_patterns/* IgnoreMatcher */.Ds.of((0,ignore_patterns/* excludePatterns */.S3)([pattern], request.location));
    const selected = await selectPattern({ ...source, pattern: base }, request, { include, exclude });
    if (!(0,layer_wildcard/* hasWildcard */.r)(base) && !(0,layer_wildcard/* hasWildcard */.r)(pattern))
        await requirePath(source, joinPath(cleanPath(base), pattern), selected, request);
    return selected;
}
/** A path without wildcards must have been taken, by a way that leads through no link. */
async function requirePath(source, path, selected, request) {
    const taken = selected.some(({ source: { below }, shownAs }) => below.some((entry) => entry.implied !== true && joinPath(shownAs, entry.path).startsWith(path)));
    if (taken && path !== '')
        return;
    const match = { path, resolved: { path, missing: path } };
    throw await missingSource({
        tree: source.tree,
        match,
        ignoredBy: source.ignoredBy,
        location: request.location,
    });
}
/** A source that the caller made: it is there, or the caller is wrong. */
async function selectKnown(tree, path, shownAs, unpack, filters) {
    const entry = await tree.lstat(path);
    if (entry === undefined)
        throw new errors/* EngineBug */.Bp(`${tree.label} has no ${path}`);
    const top = { path: '', source: path, entry };
    const below = entry.type === 'directory' ? await walkSource(tree, top, filters) : [];
    return { source: { tree, baseName: baseOf(path), top, contentsOnly: false, below, unpack }, shownAs };
}
function matcherOf(patterns, request) {
    return patterns.length === 0 ? undefined : ignore_patterns/* IgnoreMatcher */.Ds.of((0,ignore_patterns/* excludePatterns */.S3)(patterns, request.location));
}
/** By path, then digest; what several sources pick alike stands once. */
function sortedOnce(files) {
    const sorted = files.toSorted(([a, x], [b, y]) => (a === b ? select_sources_compare(x, y) : select_sources_compare(a, b)));
    return sorted.filter(([path, digest], index) => {
        const before = sorted[index - 1];
        return before?.[0] !== path || before[1] !== digest;
    });
}
function select_sources_compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __nccwpck_require__(261);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(8522);
;// CONCATENATED MODULE: ./lib/layer/gzip.js



/**
 * Measured on 333 MB of a root filesystem: level 4 takes 4.5 s of processor time for 140.2 MB, 5 5.3 s for 138.1, 6 6.7 s for
 * 137.4 (pigz -6: 8.1 s, 136.5).
 */
const DEFAULT_GZIP_LEVEL = 5;
/** Bytes of input a block. Larger ones cost memory, smaller ones a handle and a flush each. */
const BLOCK_SIZE = 256 * 1024;
/** How far back deflate can point (RFC 1951). */
const WINDOW = 32 * 1024;
/** Each block in flight holds its input, its output and zlib's state: about 1 MiB. */
const MAX_IN_FLIGHT = 16;
const gzip_NOTHING = Buffer.alloc(0);
/**
 * One gzip member (RFC 1952) whose blocks are deflated side by side on libuv's pool. Each block starts with the 32 KiB before
 * it as its dictionary, so next to nothing is lost against a single stream, and the output depends on the input and the
 * level alone. Memory stays below about 20 MiB while the caller waits for `drained`.
 */
class ParallelGzip {
    #sink;
    #onBlock;
    #level;
    #maxInFlight = Math.min(2 * (0,external_node_os_.availableParallelism)(), MAX_IN_FLIGHT);
    /** Outputs in order; `undefined` while a block is being deflated. */
    #slots = [];
    #spare = [];
    #block = Buffer.allocUnsafe(BLOCK_SIZE);
    #filled = 0;
    #dictionary;
    #crc = 0;
    #size = 0;
    #error;
    #failed = false;
    #wake = [];
    /** @param sink takes the output in order, synchronously; what it throws is thrown by the next call */
    constructor(sink, options = {}) {
        this.#sink = sink;
        this.#onBlock = options.onBlock;
        this.#level = options.level ?? DEFAULT_GZIP_LEVEL;
        // No time, no name, no operating system: nothing that differs between two machines.
        sink(Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255));
    }
    /** Takes a copy of `chunk`. */
    write(chunk) {
        this.#check();
        for (let at = 0; at < chunk.length;) {
            const count = Math.min(BLOCK_SIZE - this.#filled, chunk.length - at);
            this.#block.set(count === chunk.length ? chunk : chunk.subarray(at, at + count), this.#filled);
            this.#filled += count;
            at += count;
            if (this.#filled === BLOCK_SIZE)
                this.#dispatch(false);
        }
    }
    /** A promise to wait for before the next write while too much is in flight; else `undefined`. */
    drained() {
        this.#check();
        return this.#slots.length < this.#maxInFlight ? undefined : this.#waitUntil(this.#maxInFlight - 1);
    }
    /** Ends the member; resolves when the sink has all of it. */
    async finish() {
        this.#check();
        this.#dispatch(true);
        await this.#waitUntil(0);
        const trailer = Buffer.alloc(8);
        trailer.writeUInt32LE(this.#crc, 0);
        trailer.writeUInt32LE(this.#size % 2 ** 32, 4);
        this.#sink(trailer);
    }
    /** Resolves when nothing is in flight any more, also after an error; nothing reaches the sink afterwards. */
    async abandon() {
        this.#fail(new errors/* EngineBug */.Bp('written to after it was abandoned'));
        while (this.#slots.length > 0)
            await this.#change();
    }
    async #waitUntil(inFlight) {
        while (this.#slots.length > inFlight && !this.#failed)
            await this.#change();
        this.#check();
    }
    #change() {
        return new Promise((resolve) => this.#wake.push(resolve));
    }
    #check() {
        if (this.#failed)
            throw this.#error;
    }
    #fail(error) {
        if (this.#failed)
            return;
        this.#failed = true;
        this.#error = error;
    }
    #dispatch(last) {
        const buffer = this.#block;
        const block = this.#filled === BLOCK_SIZE ? buffer : buffer.subarray(0, this.#filled);
        this.#onBlock?.(block);
        this.#crc = (0,external_node_zlib_.crc32)(block, this.#crc);
        this.#size += block.length;
        const slot = { output: undefined };
        this.#slots.push(slot);
        (0,external_node_zlib_.deflateRaw)(block, {
            level: this.#level,
            // Enough for a block that does not compress at all, so that one call on the pool does it.
            chunkSize: BLOCK_SIZE + 1024,
            finishFlush: last ? external_node_zlib_.constants.Z_FINISH : external_node_zlib_.constants.Z_SYNC_FLUSH,
            ...(this.#dictionary === undefined ? {} : { dictionary: this.#dictionary }),
        }, (error, output) => {
            this.#spare.push(buffer);
            this.#arrived(slot, error, output);
        });
        if (last)
            return;
        // A copy: the block itself may be filled anew before the next one is dispatched.
        this.#dictionary = Buffer.from(block.subarray(-WINDOW));
        this.#block = this.#spare.pop() ?? Buffer.allocUnsafe(BLOCK_SIZE);
        this.#filled = 0;
    }
    #arrived(slot, error, output) {
        if (error !== null)
            this.#fail(error);
        slot.output = error === null ? output : gzip_NOTHING;
        try {
            for (let head = this.#slots[0]; head?.output !== undefined; head = this.#slots[0]) {
                this.#slots.shift();
                if (!this.#failed)
                    this.#sink(head.output);
            }
        }
        catch (thrown) {
            this.#fail(thrown);
        }
        const waiting = this.#wake;
        this.#wake = [];
        for (const wake of waiting)
            wake();
    }
}

// EXTERNAL MODULE: ./lib/layer/layer-index.js
var layer_index = __nccwpck_require__(3457);
// EXTERNAL MODULE: ./lib/layer/tar-writer.js
var tar_writer = __nccwpck_require__(6940);
// EXTERNAL MODULE: ./lib/layer/tree-digest.js
var tree_digest = __nccwpck_require__(3294);
;// CONCATENATED MODULE: ./lib/layer/layer-writer.js













const ZEROS = Buffer.alloc(tar_writer/* END_OF_ARCHIVE_SIZE */.D9);
/** Turns entries into tar, index, digests and compressed blob in one pass, a few MiB of it in memory at a time. */
class LayerWriter {
    #options;
    #blob;
    #diff = (0,external_node_crypto_.createHash)('sha256');
    #gzip;
    #entries = [];
    /** What stands at each path. */
    #byPath = new Map();
    /** Parents that have been named by a child only: they must not come any more. */
    #absentParents = new Set();
    #tarSize = 0;
    /** The file whose content is being taken, while `add` has not ended. */
    #busy = false;
    #state = 'open';
    /** @throws what `openSync` throws */
    static create(options) {
        return new Promise((resolve) => resolve(new LayerWriter(options)));
    }
    constructor(options) {
        this.#options = options;
        const blob = new BlobFile(options.blobFile);
        this.#blob = blob;
        this.#gzip = new ParallelGzip((chunk) => blob.write(chunk), {
            onBlock: (block) => this.#diff.update(block),
            ...(options.level === undefined ? {} : { level: options.level }),
        });
    }
    /**
     * Adds one entry: parents before children, no path twice, a hard link after the file that it names. A file's content must
     * have exactly the declared size; chunks are copied, so their buffers may be used again. Where a promise is returned it
     * must be awaited before the next call: that is the backpressure. After an error only `abort` is left.
     *
     * @throws InfraError when a file's content is longer or shorter than declared: it changed while it was read
     * @throws UserError when a name starts with `.wh.`, which no layer can hold
     * @throws EngineBug when the order or uniqueness of paths is broken
     */
    add(entry, content) {
        if (this.#state !== 'open' || this.#busy)
            throw new errors/* EngineBug */.Bp(`add while the layer is ${this.#busy ? 'busy' : this.#state}`);
        this.#checkPath(entry);
        if (entry.type !== 'file') {
            this.#tar((0,tar_writer/* tarHeader */.pI)(entry, entry.type === 'hardlink' ? this.#linkedMetadata(entry.path, entry.target) : undefined));
            this.#record(entry);
            return this.#pressure();
        }
        this.#tar((0,tar_writer/* tarHeader */.pI)(entry));
        this.#busy = true;
        const digest = new file_digest/* FileDigest */.d(entry.size);
        if (content === undefined)
            return this.#endFile(entry, digest);
        if (Symbol.asyncIterator in content)
            return this.#takeAsync(entry, content, digest);
        return this.#take(entry, content[Symbol.iterator](), digest);
    }
    /** Takes chunks in one go for as long as the compressor keeps up, so that small files cost no promise. */
    #take(entry, chunks, digest) {
        try {
            for (let next = chunks.next(); next.done !== true; next = chunks.next()) {
                this.#content(entry, next.value, digest);
                const pressure = this.#gzip.drained();
                if (pressure !== undefined)
                    return this.#continue(entry, chunks, digest, pressure);
            }
        }
        catch (error) {
            chunks.return?.();
            throw error;
        }
        return this.#endFile(entry, digest);
    }
    async #continue(entry, chunks, digest, pressure) {
        try {
            await pressure;
        }
        catch (error) {
            chunks.return?.();
            throw error;
        }
        await this.#take(entry, chunks, digest);
    }
    async #takeAsync(entry, content, digest) {
        for await (const chunk of content) {
            this.#content(entry, chunk, digest);
            await this.#gzip.drained();
        }
        await this.#endFile(entry, digest);
    }
    #content(entry, chunk, digest) {
        if (digest.seen + chunk.length > entry.size)
            throw changed(entry, 'grew');
        digest.update(chunk);
        this.#tar(chunk);
    }
    #endFile(entry, digest) {
        if (digest.seen !== entry.size)
            throw changed(entry, 'shrank');
        this.#tar(ZEROS.subarray(0, (0,tar_writer/* paddingAfter */.OQ)(entry.size)));
        this.#record((0,file_digest/* digestedFile */.M)(entry, digest.digest()));
        this.#busy = false;
        return this.#pressure();
    }
    #tar(bytes) {
        if (bytes.length === 0)
            return;
        this.#tarSize += bytes.length;
        this.#gzip.write(bytes);
    }
    #pressure() {
        return this.#gzip.drained();
    }
    #record(entry) {
        this.#entries.push(entry);
        this.#byPath.set(entry.path, entry);
    }
    #checkPath(entry) {
        const { path } = entry;
        if (this.#byPath.has(path))
            throw new errors/* EngineBug */.Bp(`two entries for ${JSON.stringify(path)}`);
        if (this.#absentParents.has(path))
            throw new errors/* EngineBug */.Bp(`${JSON.stringify(path)} comes after what stands in it`);
        if (path.startsWith(whiteout/* WHITEOUT_PREFIX */.Fp) || path.includes(`/${whiteout/* WHITEOUT_PREFIX */.Fp}`)) {
            throw new errors/* UserError */.yo(`a layer cannot hold the name ${JSON.stringify((0,layer_name/* displayName */.QC)(path))}`, {
                hint: `Names that start with ${whiteout/* WHITEOUT_PREFIX */.Fp} stand for removed files in image layers.`,
            });
        }
        for (let parent = path; parent !== '';) {
            parent = (0,whiteout/* parentPath */.yl)(parent);
            const above = this.#byPath.get(parent);
            if (above?.type === 'directory')
                return;
            if (above !== undefined)
                throw new errors/* EngineBug */.Bp(`${JSON.stringify(path)} below a ${above.type}`);
            if (this.#absentParents.has(parent))
                return;
            this.#absentParents.add(parent);
        }
    }
    /** Unpackers apply a hard link's header to the file that it names, so it repeats that file's. */
    #linkedMetadata(path, target) {
        let entry = this.#byPath.get(target);
        while (entry?.type === 'hardlink')
            entry = this.#byPath.get(entry.target);
        if (entry === undefined || entry.type === 'directory' || entry.type === 'whiteout') {
            throw new errors/* EngineBug */.Bp(`hard link ${JSON.stringify(path)} to ${JSON.stringify(target)}, which is not in the layer`);
        }
        return entry;
    }
    /** Ends tar and blob and writes the index. The files are closed, not synced. */
    async finish() {
        if (this.#state !== 'open' || this.#busy)
            throw new errors/* EngineBug */.Bp(`finish while the layer is ${this.#busy ? 'busy' : this.#state}`);
        this.#tar(ZEROS);
        await this.#gzip.finish();
        this.#state = 'finished';
        const { digest, size } = this.#blob.finish();
        const diffId = (0,oci_digest/* digestOfHex */.z9)(this.#diff.digest('hex'));
        const tree = (0,tree_digest/* treeDigest */.f)(this.#entries);
        const { blobFile, indexFile } = this.#options;
        await (0,promises_.writeFile)(indexFile, (0,layer_index/* encodeIndex */.b)({ entries: this.#entries, diffId, treeDigest: tree }));
        return {
            blobFile,
            indexFile,
            blob: { mediaType: media_types/* OCI_LAYER_GZIP */.BQ, digest, size },
            diffId,
            treeDigest: tree,
            uncompressedSize: this.#tarSize,
        };
    }
    /** Drops what was written; safe at any time, also after an error. */
    async abort() {
        if (this.#state === 'aborted')
            return;
        const wasOpen = this.#state === 'open';
        this.#state = 'aborted';
        if (wasOpen) {
            await this.#gzip.abandon();
            this.#blob.close();
        }
        await (0,promises_.rm)(this.#options.blobFile, { force: true });
        await (0,promises_.rm)(this.#options.indexFile, { force: true });
    }
}
function changed(entry, how) {
    return new errors/* InfraError */.Ri(`file changed while it was read: ${(0,layer_name/* displayName */.QC)(entry.path)} ${how} (it had ${entry.size} bytes)`, {
        hint: 'Build again when nothing writes to it.',
    });
}
/** The blob's file, hashed on its way. */
class BlobFile {
    #fd;
    #hash = (0,external_node_crypto_.createHash)('sha256');
    #size = 0;
    #closed = false;
    constructor(path) {
        this.#fd = (0,external_node_fs_.openSync)(path, 'w');
    }
    write(chunk) {
        this.#hash.update(chunk);
        this.#size += chunk.length;
        for (let at = 0; at < chunk.length;)
            at += (0,external_node_fs_.writeSync)(this.#fd, chunk, at);
    }
    finish() {
        this.close();
        return { digest: (0,oci_digest/* digestOfHex */.z9)(this.#hash.digest('hex')), size: this.#size };
    }
    close() {
        if (this.#closed)
            return;
        this.#closed = true;
        (0,external_node_fs_.closeSync)(this.#fd);
    }
}

;// CONCATENATED MODULE: ./lib/engine/copy/write-copy-layer.js


/**
 * Writes a laid out layer: first what has no content, in the order of paths; then the files, in the order in which their
 * sources give them cheapest; then further names of files. The order in the tar has no part in what the layer is.
 *
 * @throws InfraError when a source changed since it was selected
 */
async function writeCopyLayer(layout, writer, signal) {
    const trees = new Map();
    const archives = new Map();
    const links = [];
    for (const { entry, content } of layout.entries) {
        if (entry.type === 'hardlink')
            links.push(entry);
        else if (entry.type !== 'file')
            await writer.add(entry);
        else
            remember(trees, archives, entry, content);
    }
    for (const [tree, rounds] of trees) {
        for (const round of rounds)
            await writeFromTree(tree, round, writer, signal);
    }
    for (const [archive, wanted] of archives)
        await writeFromArchive(archive, wanted, writer, signal);
    for (const link of links)
        await writer.add(link);
}
function remember(trees, archives, entry, content) {
    const origin = content;
    if (origin === undefined)
        throw new errors/* EngineBug */.Bp(`${entry.path} has no content`);
    if (origin.kind === 'archive') {
        const members = archives.get(origin.archive) ?? new Map();
        archives.set(origin.archive, members.set(origin.member, entry));
        return;
    }
    const rounds = trees.get(origin.tree) ?? [];
    trees.set(origin.tree, rounds);
    const round = rounds.find((files) => !files.has(origin.path));
    if (round === undefined)
        rounds.push(new Map([[origin.path, entry]]));
    else
        round.set(origin.path, entry);
}
async function writeFromTree(tree, left, writer, signal) {
    for await (const { path, data } of tree.contents([...left.keys()])) {
        signal?.throwIfAborted();
        const entry = left.get(path);
        if (entry === undefined)
            throw new errors/* EngineBug */.Bp(`${tree.label} gave ${path}, which nobody asked for`);
        left.delete(path);
        const adding = writer.add(entry, data);
        if (adding !== undefined)
            await adding;
    }
    const [lost] = left.keys();
    if (lost !== undefined)
        throw new errors/* InfraError */.Ri(`${lost} vanished from ${tree.label} while it was copied`);
}
async function writeFromArchive(archive, wanted, writer, signal) {
    let member = 0;
    let written = 0;
    for await (const { data } of archiveMembers(archive, signal)) {
        const entry = wanted.get(member++);
        if (entry === undefined)
            continue;
        await writer.add(entry, data);
        written++;
    }
    if (written !== wanted.size)
        throw new errors/* InfraError */.Ri(`${archive.path} changed while it was copied`);
}

;// CONCATENATED MODULE: ./lib/engine/layer-work.js


/** Writes a laid out layer into the store's `ingest` folder; nothing is left there when it fails. */
async function makeLayer(layout, layers, signal) {
    const ingest = await layers.newIngest();
    let writer;
    try {
        writer = await LayerWriter.create(ingest);
        await writeCopyLayer(layout, writer, signal);
        return await writer.finish();
    }
    catch (error) {
        await writer?.abort();
        await ingest.discard();
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/engine/files-layer.js



/**
 * What lies at `path` of a context, to be shown at the same path of an empty root.
 *
 * @param path `''` for everything
 * @throws UserError when there is nothing at `path`
 */
function selectFiles(files, path, parts) {
    return selectSources({
        keyword: 'COPY',
        sources: [
            {
                kind: 'pattern',
                tree: files,
                pattern: `/${literalPattern(path)}`,
                keepOwners: false,
                unpack: false,
                ignoredBy: (hidden) => files.ignoredBy(hidden),
            },
        ],
        destination: `/${path}`,
        parents: false,
        excludes: [],
        link: true,
        created: parts.createdSeconds(),
    });
}
/** The selected files as a layer; `undefined` where there are none. */
async function filesLayer(selection, parts) {
    const layout = await layOut(selection, undefined, parts.signal);
    return layout.entries.length === 0 ? undefined : makeLayer(layout, parts.ports.layers, parts.signal);
}
/**
 * The pattern that matches a path and nothing else. One without wildcards is a path as it stands, backslashes and all;
 * wildcards are named by a class of one.
 */
function literalPattern(path) {
    if (!/[*?[]/.test(path))
        return path;
    return path.replace(/[*?[\\]/g, (char) => (char === '\\' ? '\\\\' : `[${char}]`));
}

;// CONCATENATED MODULE: ./lib/engine/keys.js

/** Goes into every key: raise it when the same inputs would give another layer than before. */
const KEY_VERSION = 'layer-build step 1';
/**
 * The key of a step: a hash over its operation and the content of its inputs. Clocks, this machine's paths and files' mtimes
 * are no part of it.
 */
function stepKey(inputs) {
    return (0,oci_digest/* hashFieldList */.rK)([
        KEY_VERSION,
        inputs.operation,
        inputs.command,
        inputs.platform,
        inputs.parent,
        inputs.config,
        ...counted(inputs.env),
        ...counted(inputs.args),
        ...counted(inputs.files.flat()),
    ]);
}
/** A list with its length before it, so that lists side by side cannot run into each other. */
function counted(list) {
    return [String(list.length), ...list];
}
/** What a stack of layers holds, by content: the same for two stacks that differ in mtimes or compression only. */
function snapshotId(layers) {
    return (0,oci_digest/* hashFields */.MR)('snapshot', ...layers.map((layer) => layer.contentId));
}

;// CONCATENATED MODULE: ./lib/engine/step-work.js
const NO_INPUTS = {
    operation: '',
    command: '',
    platform: '',
    parent: '',
    env: [],
    args: [],
    config: '',
    files: [],
};
/** Inputs of a step, with what it does not read left empty. */
function keyInputs(inputs) {
    return { ...NO_INPUTS, ...inputs };
}

;// CONCATENATED MODULE: ./lib/engine/from-work.js





/**
 * The work of FROM: none for an image or a stage, which are there already; for the files of a named context, the layer that
 * holds them.
 */
function fromWork({ base, start, stage }, layers, parts) {
    const common = {
        operation: 'from',
        platform: (0,platform/* formatPlatform */.Bq)(start.image.platform),
        parent: snapshotId(layers),
    };
    if (base.kind === 'files') {
        let selected;
        const selection = () => (selected ??= selectFiles(base.files, '', parts));
        return {
            inputs: async () => keyInputs({ ...common, command: base.files.label, files: (await selection()).files }),
            execute: async () => filesLayer(await selection(), parts),
        };
    }
    const { command, config } = base.kind === 'image'
        ? {
            command: `${base.image.reference}@${base.image.digest}`,
            config: (0,oci_digest/* sha256 */.sc)(JSON.stringify(base.image.config.config ?? {})),
        }
        : { command: stage.node.from.image, config: '' };
    return {
        inputs: () => Promise.resolve(keyInputs({ ...common, command, config })),
        execute: () => Promise.resolve(undefined),
    };
}

;// CONCATENATED MODULE: ./lib/engine/secret-mask.js
/** Shorter values would blot out half of every log, and nobody can call them secret. Bytes. */
const SHORTEST = 4;
/** Keys and certificates are shorter; the lines of a larger file are no secrets one by one. Bytes. */
const LONGEST_BY_LINES = 64 * 1024;
const MASK = Buffer.from('***');
/**
 * Blots out the values of secrets in what a step prints. Of a value of several lines each line counts by itself too, as a
 * program may print them one by one.
 */
class SecretMask {
    /** Longest first: of two that match at one place the longer one is taken. */
    #patterns;
    constructor(patterns) {
        this.#patterns = patterns;
    }
    static of(values) {
        const texts = new Set();
        for (const value of values) {
            // Bytes as latin1, so that every value is a text of its own.
            const text = Buffer.from(value).toString('latin1');
            const lines = text.length > LONGEST_BY_LINES ? [] : text.split(/\r?\n/).map((line) => line.trim());
            for (const part of [text, text.trim(), ...lines]) {
                if (part.length >= SHORTEST)
                    texts.add(part);
            }
        }
        const patterns = [...texts].map((text) => Buffer.from(text, 'latin1'));
        return new SecretMask(patterns.sort((a, b) => b.length - a.length));
    }
    /** For one stream of output, whose values may be cut anywhere. */
    stream() {
        return new MaskedStream(this.#patterns);
    }
}
/** One stream: what may be the beginning of a value is held back until it is known. */
class MaskedStream {
    #patterns;
    #firstBytes;
    #held = Buffer.alloc(0);
    constructor(patterns) {
        this.#patterns = patterns;
        this.#firstBytes = new Set(patterns.map((pattern) => pattern[0]));
    }
    /** What of the stream can be shown now. */
    push(chunk) {
        if (this.#patterns.length === 0)
            return Buffer.from(chunk);
        return this.#mask(Buffer.concat([this.#held, chunk]), false);
    }
    /** The rest, at the stream's end. */
    end() {
        return this.#mask(this.#held, true);
    }
    #mask(text, ended) {
        const shown = [];
        let at = 0;
        const open = ended ? text.length : this.#openEnd(text);
        for (;;) {
            const match = this.#nextMatch(text, at);
            // A match that lies in an open end may turn out to be part of a longer one.
            if (match === undefined || match.start >= open)
                break;
            shown.push(text.subarray(at, match.start), MASK);
            at = match.end;
        }
        const until = Math.max(at, open);
        shown.push(text.subarray(at, until));
        this.#held = Buffer.from(text.subarray(until));
        return Buffer.concat(shown);
    }
    /** Where the last part begins that more bytes could make a value of. */
    #openEnd(text) {
        const longest = this.#patterns[0]?.length ?? 0;
        for (let start = Math.max(0, text.length - longest + 1); start < text.length; start++) {
            if (!this.#firstBytes.has(text[start]))
                continue;
            const tail = text.subarray(start);
            const begins = (pattern) => pattern.length > tail.length && pattern.subarray(0, tail.length).equals(tail);
            if (this.#patterns.some(begins))
                return start;
        }
        return text.length;
    }
    #nextMatch(text, from) {
        let best;
        for (const pattern of this.#patterns) {
            const start = text.indexOf(pattern, from);
            if (start >= 0 && (best === undefined || start < best.start))
                best = { start, end: start + pattern.length };
        }
        return best;
    }
}

// EXTERNAL MODULE: ./lib/plan/located.js
var located = __nccwpck_require__(8969);
;// CONCATENATED MODULE: ./lib/engine/image-draft.js

/** What BuildKit writes beside each entry, by which tools tell such images. */
const HISTORY_COMMENT = 'buildkit.dockerfile.v0';
function historyEntry(createdBy, emptyLayer, created) {
    return {
        created,
        created_by: createdBy,
        comment: HISTORY_COMMENT,
        ...(emptyLayer ? { empty_layer: true } : {}),
    };
}
/**
 * The image's config document. Its `created` is that of the last step, so that a build whose steps all hit gives the same
 * image, to the byte, as the build before.
 *
 * @param labels of `--label`, which win over the Dockerfile's
 */
function imageConfig(draft, labels = {}) {
    const { image } = draft;
    const history = [...completeBaseHistory(draft), ...draft.history];
    const created = history.findLast((entry) => entry.created !== undefined)?.created;
    return {
        ...(created === undefined ? {} : { created }),
        ...(image.author === undefined ? {} : { author: image.author }),
        architecture: image.platform.architecture,
        ...(image.platform.variant === undefined ? {} : { variant: image.platform.variant }),
        os: image.platform.os,
        ...image.inherited,
        config: withLabels(image.config, labels),
        rootfs: { type: 'layers', diff_ids: draft.layers.map((layer) => layer.diffId) },
        history,
    };
}
/** The document's bytes: field order is fixed by `imageConfig`, so equal images have equal digests. */
function encodeConfig(config) {
    return Buffer.from(JSON.stringify(config));
}
function imageIdOf(draft, labels = {}) {
    return (0,oci_digest/* sha256 */.sc)(encodeConfig(imageConfig(draft, labels)));
}
function withLabels(config, labels) {
    if (Object.keys(labels).length === 0)
        return config;
    return { ...config, Labels: { ...config.Labels, ...labels } };
}
/**
 * A base whose history does not account for all its layers (or for too many) would make the whole list wrong: entries are
 * added, or turned into empty ones from the bottom, until it fits.
 */
function completeBaseHistory(draft) {
    const own = draft.history.filter((entry) => entry.empty_layer !== true).length;
    const expected = draft.layers.length - own;
    const base = draft.image.baseHistory;
    const counted = base.filter((entry) => entry.empty_layer !== true).length;
    if (counted <= expected) {
        return [
            ...base,
            ...Array.from({ length: expected - counted }, () => ({ comment: 'imported from the base image' })),
        ];
    }
    let surplus = counted - expected;
    return base.map((entry) => {
        if (entry.empty_layer === true || surplus === 0)
            return entry;
        surplus -= 1;
        return { ...entry, empty_layer: true };
    });
}

;// CONCATENATED MODULE: ./lib/engine/stage-execution.js






/** A step failed: what was there before it, for looking into. */
class StepFailure extends Error {
    name = 'StepFailure';
    step;
    lastGood;
    constructor(step, lastGood, cause) {
        super(`step ${step.number} failed`, { cause });
        this.step = step;
        this.lastGood = lastGood;
    }
}
/** Runs one stage's steps, one after the other. */
class StageExecution {
    #options;
    #stage;
    /** What was done, in the order of the steps. */
    records = [];
    #draft;
    #changed;
    constructor(stage, options) {
        this.#stage = stage;
        this.#options = options;
        this.#draft = { image: stage.start.image, layers: [], history: [] };
    }
    get name() {
        return this.#stage.from.stage;
    }
    get instructions() {
        return [this.#stage.from, ...this.#stage.steps.map((step) => step.info)].map((info) => info.instruction);
    }
    async run() {
        await this.#runFrom();
        for (const step of this.#stage.steps)
            await this.#runStep(step);
        return { draft: this.#draft, changed: this.#changed };
    }
    async #runFrom() {
        const { base, from, start } = this.#stage;
        const below = base.kind === 'stage' ? await this.#options.resultOf(base.index) : undefined;
        const layers = base.kind === 'image' ? base.image.layers : (below?.draft.layers ?? []);
        this.#changed = below?.changed;
        await this.#evaluate(from, this.#stage.stage.node.from.range, { image: start.image, layers, history: below?.draft.history ?? [] }, this.#options.fromWorkOf(this.#stage, layers));
    }
    async #runStep(step) {
        const { layers, history } = this.#draft;
        const work = step.operation.kind === 'config'
            ? this.#configWork(step)
            : await this.#failing(step.info, step.range, () => this.#options.workOf({ step, stage: this.#stage, layers }));
        await this.#evaluate(step.info, step.range, { image: step.image, layers, history }, work, step.history);
    }
    #configWork(step) {
        const config = (0,oci_digest/* sha256 */.sc)(JSON.stringify([step.image.config, step.image.author ?? null]));
        return {
            inputs: () => Promise.resolve(keyInputs({
                operation: 'config',
                command: step.expanded,
                platform: (0,platform/* formatPlatform */.Bq)(step.image.platform),
                parent: snapshotId(this.#draft.layers),
                config,
            })),
            execute: () => Promise.resolve(undefined),
        };
    }
    /** Evaluates one step, and moves the draft on: `base` is what it stands on, with the config that it leaves. */
    async #evaluate(info, range, base, work, entry) {
        const { sink, now, signal } = this.#options;
        const started = now();
        sink({ type: 'step-started', step: info.number });
        const evaluated = await this.#failing(info, range, () => {
            signal.throwIfAborted();
            return this.#options.evaluator.evaluate(this.#identity(info), work);
        });
        const { record } = evaluated;
        // A record that another stage or an older wording of the step left is this step's now.
        this.records.push({ ...record, stage: info.stage, instruction: info.instruction });
        this.#noteChange(info, evaluated);
        this.#draft = {
            image: base.image,
            layers: record.layer === undefined ? base.layers : [...base.layers, record.layer],
            history: entry === undefined ? base.history : [...base.history, this.#historyOf(record, entry)],
        };
        sink({
            type: 'step-finished',
            step: info.number,
            outcome: {
                status: evaluated.status,
                reason: evaluated.reason,
                durationMs: now() - started,
                ...(record.layer === undefined
                    ? {}
                    : { layer: { digest: record.layer.blob.digest, size: record.layer.blob.size } }),
                imageId: this.#imageId(),
            },
        });
    }
    #historyOf(record, entry) {
        return historyEntry(entry.createdBy, record.layer === undefined, this.#options.fixedTime ?? record.created);
    }
    #identity(info) {
        return {
            number: info.number,
            instruction: info.instruction,
            stage: info.stage,
            ordinal: this.records.length,
            ...(this.#changed === undefined ? {} : { changedParent: this.#changed }),
        };
    }
    /** Later steps name the first one that really changed something, not the one right above them. */
    #noteChange(info, evaluated) {
        if (this.#changed === undefined && evaluated.changed) {
            this.#changed = info;
        }
    }
    /** Labels of the command line belong to the target's image, and so to its last id. */
    #imageId() {
        const isTarget = this.#stage.stage.index === this.#options.plan.target;
        const last = this.records.length === this.#stage.steps.length + 1;
        return imageIdOf(this.#draft, isTarget && last ? this.#options.labels : {});
    }
    /** An error that has no place yet gets the instruction's. */
    async #failing(info, range, work) {
        const started = this.#options.now();
        try {
            return await work();
        }
        catch (thrown) {
            const error = (0,located/* located */.t4)(this.#options.plan.dockerfile, range, thrown);
            if (!this.#options.signal.aborted) {
                const cause = error instanceof Error ? error : new Error(String(error));
                this.#options.sink({
                    type: 'step-failed',
                    step: info.number,
                    error: cause,
                    durationMs: this.#options.now() - started,
                });
            }
            throw error instanceof StepFailure ? error : new StepFailure(info, this.#draft, error);
        }
    }
}

;// CONCATENATED MODULE: ./lib/engine/explain.js
/** Names at most this many files in a reason; the rest is a number. */
const FILES_NAMED = 3;
/** Characters of another step's instruction in a reason. */
const INSTRUCTION_SHOWN = 60;
/** Values of such variables are never shown. */
const SECRET_NAME = /(?:pass|token|secret|key|credential|auth)/i;
/**
 * Why a step missed, in words for people, held against the nearest record of the build before in the same scope.
 */
function explainMiss(miss, previous) {
    const { steps, unfinished } = previous;
    if (steps.length === 0 && unfinished.length === 0)
        return 'no earlier build is known here';
    const nearest = nearestRecord(miss, steps);
    if (nearest === undefined) {
        const begun = unfinished.some((step) => step.stage === miss.stage && step.instruction === miss.instruction);
        return begun ? 'the last build did not get past it' : 'new instruction: the last build had none like it here';
    }
    const reasons = differences(miss, nearest);
    return reasons.length === 0 ? 'its result is no longer in the cache' : reasons.join('; ');
}
/** The same instruction of the same stage; else the one of the same kind that stood in its place. */
function nearestRecord(miss, previous) {
    const ofStage = previous.filter((record) => record.stage === miss.stage);
    const same = ofStage.filter((record) => record.instruction === miss.instruction);
    const inPlace = ofStage[miss.ordinal];
    if (same.length > 0)
        return inPlace !== undefined && same.includes(inPlace) ? inPlace : same[0];
    return inPlace?.inputs.operation === miss.inputs.operation ? inPlace : undefined;
}
function differences(miss, record) {
    const before = record.inputs;
    const now = miss.inputs;
    const reasons = [];
    if (record.instruction !== miss.instruction)
        reasons.push(`instruction edited, was: ${record.instruction}`);
    reasons.push(...fileChanges(before.files, now.files));
    reasons.push(...variableChanges('ARG', before.args, now.args));
    reasons.push(...variableChanges('ENV', before.env, now.env));
    if (before.platform !== now.platform)
        reasons.push(`platform: ${before.platform} → ${now.platform}`);
    if (before.command !== now.command && reasons.length === 0)
        reasons.push(commandChange(before, now));
    if (before.parent !== now.parent && reasons.length === 0)
        reasons.push(parentChange(miss));
    if (before.config !== now.config && reasons.length === 0)
        reasons.push('the image config below it changed');
    return reasons;
}
function commandChange(before, now) {
    if (now.operation === 'from')
        return `base moved: ${before.command} → ${now.command}`;
    const parts = changedFields(before.command, now.command);
    return parts.length === 0 ? `now reads: ${now.command}` : `its ${parts.join(', ')} changed`;
}
/** Where both commands are JSON objects, the names of the fields that differ: the objects themselves are no reading. */
function changedFields(before, now) {
    const [old, current] = [fieldsOf(before), fieldsOf(now)];
    if (old === undefined || current === undefined)
        return [];
    const names = new Set([...old.keys(), ...current.keys()]);
    return [...names].filter((name) => old.get(name) !== current.get(name));
}
function fieldsOf(command) {
    if (!command.startsWith('{'))
        return undefined;
    try {
        const fields = Object.entries(JSON.parse(command));
        return new Map(fields.map(([name, value]) => [name, JSON.stringify(value)]));
    }
    catch {
        return undefined;
    }
}
function parentChange(miss) {
    const parent = miss.changedParent;
    return parent === undefined
        ? 'the layers below it changed'
        : `parent step ${parent.number} (${shortened(parent.instruction)}) changed its result`;
}
/** It only says which step is meant: the text itself is in the log above. */
function shortened(instruction) {
    return instruction.length <= INSTRUCTION_SHOWN ? instruction : `${instruction.slice(0, INSTRUCTION_SHOWN - 1)}…`;
}
function fileChanges(before, now) {
    const old = new Map(before);
    const changes = [];
    for (const [path, digest] of now) {
        const was = old.get(path);
        old.delete(path);
        if (was === undefined)
            changes.push(`${path} added`);
        else if (was !== digest)
            changes.push(`${path} modified`);
    }
    for (const path of old.keys())
        changes.push(`${path} removed`);
    if (changes.length === 0)
        return [];
    const rest = changes.length - FILES_NAMED;
    return [changes.slice(0, FILES_NAMED).join(', ') + (rest > 0 ? ` (+${rest} more)` : '')];
}
function variableChanges(kind, before, now) {
    const old = new Map(before.map(splitAtEquals));
    const changes = [];
    for (const [name, value] of now.map(splitAtEquals)) {
        const was = old.get(name);
        old.delete(name);
        if (was === undefined)
            changes.push(`${kind} ${name} added`);
        else if (was !== value) {
            changes.push(SECRET_NAME.test(name) ? `${kind} ${name} changed` : `${kind} ${name}: ${was} → ${value}`);
        }
    }
    for (const name of old.keys())
        changes.push(`${kind} ${name} removed`);
    return changes;
}
function splitAtEquals(variable) {
    const at = variable.indexOf('=');
    return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
}

;// CONCATENATED MODULE: ./lib/engine/step-evaluation.js


/**
 * Looks a step up, explains a miss, does the work, and records it. Two steps with the same key at the same time are done
 * once.
 */
class StepEvaluator {
    #options;
    #inFlight = new Map();
    constructor(options) {
        this.#options = options;
    }
    async evaluate(identity, work) {
        const early = work.early === undefined ? undefined : await this.#find(work.early);
        if (early !== undefined)
            return hit(early, identity);
        const inputs = await work.inputs();
        const found = await this.#find(inputs);
        if (found !== undefined) {
            await this.#alias(found, work.early);
            return hit(found, identity);
        }
        const key = stepKey(inputs);
        const running = this.#inFlight.get(key);
        if (running !== undefined)
            return { ...hit((await running).record, identity), reason: 'the same step ran in another stage' };
        // Noted before anything is waited for, so that an equal step finds it.
        const executing = this.#execute(identity, inputs, key, work);
        this.#inFlight.set(key, executing);
        // Whoever waits for it hears of a failure; without one waiting it must not count as unhandled.
        executing.catch(() => undefined);
        return { status: 'miss', ...(await executing) };
    }
    async #find(inputs) {
        if (this.#options.noCache)
            return undefined;
        const record = await this.#options.cache.find(stepKey(inputs));
        if (record === undefined)
            return undefined;
        if (record.layer !== undefined && !(await this.#options.layers.available(record.layer)))
            return undefined;
        return record;
    }
    /** Lets the next build find the record without reading the source's content. */
    async #alias(record, early) {
        if (early !== undefined)
            await this.#options.cache.save({ ...record, key: stepKey(early) });
    }
    async #execute(identity, inputs, key, work) {
        const reason = this.#options.noCache
            ? 'the cache was switched off (--no-cache)'
            : explainMiss({ ...identity, inputs }, await this.#options.previous());
        this.#options.sink({ type: 'step-running', step: identity.number, reason });
        const started = this.#options.now();
        const { layer, changed } = await this.#layerOf(await work.execute());
        const record = {
            version: 1,
            key,
            stage: identity.stage,
            instruction: identity.instruction,
            inputs,
            ...(layer === undefined ? {} : { layer }),
            durationMs: this.#options.now() - started,
            created: this.#options.created(),
        };
        await this.#options.cache.save(record);
        await this.#alias(record, work.early);
        return { reason, record, changed };
    }
    /**
     * Early cutoff: a step that ran again and made the same tree keeps the layer of the run before, so that neither the steps
     * above nor a registry see a change.
     */
    async #layerOf(result) {
        if (result === undefined)
            return { changed: false };
        const { cache, timesCount } = this.#options;
        const same = timesCount ? undefined : await cache.layerWithTree(result.treeDigest);
        if (same !== undefined && (await this.#options.layers.available(same))) {
            await this.#options.layers.drop(result);
            return { layer: same, changed: false };
        }
        return { layer: await this.#options.layers.take(result), changed: true };
    }
}
/** The record may be of another stage, or of an instruction that was written otherwise: to the next build it is this one's. */
function hit(record, { stage, instruction }) {
    return {
        status: 'hit',
        reason: 'same command and inputs as before',
        record: { ...record, stage, instruction },
        changed: false,
    };
}

// EXTERNAL MODULE: ./lib/dockerfile/file-mode.js
var file_mode = __nccwpck_require__(3628);
;// CONCATENATED MODULE: ./lib/engine/copy-work.js







/** The work of COPY and ADD. */
async function copyWork(context, operation, parts) {
    const { stage, layers } = context;
    const from = await parts.sources.resolve(operation.from);
    const identity = from.kind === 'layers' ? snapshotId(from.layers) : undefined;
    const common = {
        operation: 'copy',
        args: fixedTime(parts),
        platform: (0,platform/* formatPlatform */.Bq)(stage.stage.platform),
        // What --link makes is the same on any parent.
        parent: operation.link ? '' : snapshotId(layers),
    };
    const command = canonicalCopy(operation);
    const selection = once(async () => selectSources(requestOf(operation, await sourcesOf(operation, parts), context, parts)));
    return {
        ...(identity === undefined ? {} : { early: keyInputs({ ...common, command: `${command} from ${identity}` }) }),
        inputs: async () => keyInputs({ ...common, command, files: (await selection()).files }),
        execute: async () => {
            const below = operation.link ? undefined : await imageBelow(context, parts);
            return finish(await layOut(await selection(), below, parts.signal), context, parts);
        },
    };
}
/** The work of WORKDIR: the directories that are missing. */
function workdirWork(context, operation, parts) {
    return {
        inputs: () => Promise.resolve(keyInputs({
            operation: 'workdir',
            args: fixedTime(parts),
            command: JSON.stringify([operation.path, operation.user]),
            platform: (0,platform/* formatPlatform */.Bq)(context.stage.stage.platform),
            parent: snapshotId(context.layers),
        })),
        execute: async () => {
            const { path, user } = operation;
            const request = { path, user, created: parts.createdSeconds(), location: locationOf(context, parts) };
            const layout = await layOutWorkdir(request, await imageBelow(context, parts));
            // A directory that is there already needs no layer.
            return layout.entries.length === 0 ? undefined : finish(layout, context, parts);
        },
    };
}
function finish(layout, { step }, { sink, ports, signal }) {
    for (const message of layout.warnings)
        sink({ type: 'warning', message, line: step.info.line });
    return makeLayer(layout, ports.layers, signal);
}
/** Under SOURCE_DATE_EPOCH the times in a layer are part of what was asked for, so a layer with others is none to reuse. */
function fixedTime({ options }) {
    return options.sourceDateEpoch === undefined ? [] : [`SOURCE_DATE_EPOCH=${options.sourceDateEpoch}`];
}
/** The image that the layer goes onto; unpacked right away where a later RUN of the stage will need it anyway. */
async function imageBelow(context, parts) {
    if (context.layers.length === 0)
        return undefined;
    if (hasRunFrom(context))
        await parts.ports.runner.prepare(context.layers, parts.signal);
    return parts.sources.treeOfLayers('the image', context.layers);
}
function hasRunFrom({ stage, step }) {
    return stage.steps.some((later) => later.info.number > step.info.number && later.operation.kind === 'run');
}
/** What the instruction asks for, but for the files themselves and where they are from. */
function canonicalCopy(operation) {
    const { keyword, destination, chown, chmod, link, parents, excludes, unpack, sources, inlineFiles } = operation;
    return JSON.stringify({ keyword, sources, inlineFiles, destination, chown, chmod, link, parents, excludes, unpack });
}
async function sourcesOf(operation, parts) {
    const inline = operation.inlineFiles.map((file) => ({ kind: 'inline', ...file }));
    if (operation.sources.length === 0)
        return inline;
    const from = await parts.sources.resolve(operation.from);
    const tree = from.kind === 'files' ? from.files : await parts.sources.treeOf(operation.from);
    const patterns = operation.sources.map((pattern) => ({
        kind: 'pattern',
        tree,
        pattern,
        keepOwners: from.kind === 'layers',
        unpack: operation.keyword === 'ADD' && operation.unpack !== false,
        ...(from.kind === 'files' ? { ignoredBy: (path) => from.files.ignoredBy(path) } : {}),
    }));
    return [...patterns, ...inline];
}
function requestOf(operation, sources, context, parts) {
    const { keyword, destination, chown, chmod, parents, excludes, link } = operation;
    return {
        keyword,
        sources,
        destination,
        chown,
        ...(chmod === '' ? {} : { chmod: (0,file_mode/* parseFileMode */.P)(chmod) }),
        parents,
        excludes,
        link,
        created: parts.createdSeconds(),
        location: locationOf(context, parts),
    };
}
function locationOf({ step }, { plan }) {
    return { file: plan.dockerfile.name, line: step.range.start, endLine: step.range.end };
}
function once(work) {
    let result;
    return () => (result ??= work());
}

;// CONCATENATED MODULE: ./lib/engine/output-tail.js
/** Keeps the last lines of a process's output, within a bound, for the error of a step that failed. */
class OutputTail {
    #maxBytes;
    #maxLines;
    #chunks = [];
    #size = 0;
    constructor(maxLines = 20, maxBytes = 8192) {
        this.#maxLines = maxLines;
        this.#maxBytes = maxBytes;
    }
    add(data) {
        this.#chunks.push(Buffer.from(data));
        this.#size += data.length;
        // Joined only once in a while, so that many small writes stay cheap.
        if (this.#size > 4 * this.#maxBytes)
            this.#compact();
    }
    /** The lines, the last one without its end; empty where there was no output. */
    text() {
        this.#compact();
        const lines = (this.#chunks[0] ?? Buffer.alloc(0)).toString('utf8').replace(/\n+$/, '').split('\n');
        return lines.slice(-this.#maxLines).join('\n');
    }
    #compact() {
        const kept = Buffer.concat(this.#chunks).subarray(-this.#maxBytes);
        this.#chunks = [kept];
        this.#size = kept.length;
    }
}

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __nccwpck_require__(3916);
;// CONCATENATED MODULE: ./lib/engine/run-mounts.js




const DEFAULT_SECRET_MODE = 0o400;
const DEFAULT_CACHE_MODE = 0o755;
/**
 * Reads a RUN's mounts. The key holds what they show by content, and of caches, secrets and agents only their names: neither
 * what a cache holds nor a secret's value decides whether a step runs.
 */
async function prepareMounts(operation, parts) {
    const agents = operation.mounts.flatMap(({ mount }) => (mount.type === 'ssh' ? [mount] : []));
    const mounts = await Promise.all(operation.mounts.map(({ mount, source }) => prepareMount(mount, source, { cwd: operation.cwd, agent: agents.indexOf(mount) }, parts)));
    return {
        identities: mounts.map((mount) => mount.identity),
        open: async () => {
            const opened = await Promise.all(mounts.map((mount) => mount.open()));
            return [...opened.filter((mount) => mount !== undefined), ...scriptMount(operation.script, operation.argv)];
        },
        env: async () => {
            const lines = await Promise.all(mounts.flatMap((mount) => (mount.env === undefined ? [] : [mount.env()])));
            return [...agentEnv(operation, agents), ...lines.filter((line) => line !== undefined)];
        },
    };
}
async function prepareMount(mount, source, 
/** `agent`: which of the step's agents this is, if it is one. */
{ cwd, agent }, parts) {
    switch (mount.type) {
        case 'bind':
            return bindMount(mount, source, targetOf(mount, cwd), parts);
        case 'cache':
            return cacheMount(mount, source, targetOf(mount, cwd), parts);
        case 'tmpfs': {
            const target = targetOf(mount, cwd);
            const { size } = mount;
            const opened = { type: 'tmpfs', target, ...(size === undefined || size === 0 ? {} : { size }) };
            return { identity: opened, open: () => Promise.resolve(opened) };
        }
        case 'secret':
            return secretMount(mount, parts);
        case 'ssh':
            return sshMount(mount, agentTarget(mount, agent), parts);
    }
}
/** @throws UserError for a mount over the root */
function targetOf(mount, cwd) {
    const target = posix_.resolve('/', cwd, mount.target);
    if (target === '/' || mount.target === '') {
        throw new errors/* UserError */.yo(`invalid mount target ${JSON.stringify(mount.target === '' ? '' : target)}`, {
            hint: 'Give the mount a target=PATH below the root.',
        });
    }
    return target;
}
async function bindMount(mount, source, target, parts) {
    const shown = await mountSource(mount, source, parts);
    const writable = !mount.readOnly;
    return {
        identity: { type: 'bind', content: shown.content, source: shown.source, target, writable },
        open: async () => ({ type: 'bind', layers: await shown.layers(), source: shown.source, target, writable }),
    };
}
async function mountSource(mount, from, parts) {
    const source = posix_.resolve('/', mount.source).slice(1);
    const resolved = await parts.sources.resolve(from);
    if (resolved.kind === 'layers') {
        const { layers } = resolved;
        return { source, content: snapshotId(layers), layers: () => Promise.resolve(layers) };
    }
    const selection = await selectFiles(resolved.files, source, parts);
    return {
        source,
        content: selection.files,
        // It is unpacked and mounted like any other layer.
        layers: async () => {
            const made = await filesLayer(selection, parts);
            return made === undefined ? [] : [await parts.ports.layers.take(made)];
        },
    };
}
async function cacheMount(mount, origin, target, parts) {
    const from = mount.from === '' ? undefined : await mountSource(mount, origin, parts);
    const source = posix_.resolve('/', mount.source).slice(1);
    const id = mount.id === '' ? run_mounts_cleanPath(mount.target) : mount.id;
    return {
        identity: { type: 'cache', id, target, source, from: from?.content ?? '' },
        open: async () => ({
            type: 'cache',
            id,
            target,
            sharing: mount.sharing ?? 'shared',
            readonly: mount.readOnly,
            mode: mount.mode ?? DEFAULT_CACHE_MODE,
            uid: mount.uid ?? 0,
            gid: mount.gid ?? 0,
            ...(from === undefined ? placeInCache(mount, source) : { from: { layers: await from.layers(), source } }),
        }),
    };
}
/** Without `from`, `source` is a path in the cache itself; an owner or mode makes another cache (BuildKit, setCacheUIDGID). */
function placeInCache({ uid, gid, mode }, source) {
    if (source !== '')
        return { source };
    const owner = [uid, gid, mode];
    return owner.every((given) => given === undefined) ? {} : { variant: JSON.stringify(owner) };
}
/** As Go's path.Clean: without a slash at the end, so that `/c` and `/c/` name one cache. */
function run_mounts_cleanPath(text) {
    const normal = posix_.normalize(text);
    return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}
function secretMount(mount, parts) {
    const id = [mount.source, mount.id, posix_.basename(mount.target)].find((name) => name !== '') ?? '';
    const asFile = mount.env === undefined || mount.target !== '';
    const target = mount.target === '' ? `/run/secrets/${posix_.basename(id)}` : posix_.resolve('/', mount.target);
    const read = async () => {
        const secret = parts.options.secrets.get(id);
        if (secret !== undefined)
            return secret();
        if (!mount.required)
            return undefined;
        throw new errors/* UserError */.yo(`secret ${id}: not found`, { hint: `Pass --secret id=${id},src=FILE or id=${id},env=NAME.` });
    };
    const { env, mode = DEFAULT_SECRET_MODE, uid = 0, gid = 0 } = mount;
    return {
        identity: { type: 'secret', id, target: asFile ? target : '', env: env ?? '', mode, uid, gid },
        open: async () => {
            const content = await read();
            return asFile && content !== undefined ? { type: 'secret', target, content, mode, uid, gid } : undefined;
        },
        ...(env === undefined
            ? {}
            : {
                env: async () => {
                    const content = await read();
                    const name = env === '' ? id : env;
                    return content === undefined ? undefined : `${name}=${Buffer.from(content).toString('utf8')}`;
                },
            }),
    };
}
/** Where the agent's socket is shown (BuildKit, `client/llb/exec.go`). */
function agentTarget(mount, number) {
    return mount.target === '' ? `/run/buildkit/ssh_agent.${number}` : posix_.resolve('/', mount.target);
}
/** Programs find the first agent by this variable, unless the image has one of its own. */
function agentEnv(operation, [first]) {
    if (first === undefined || operation.env.some((variable) => variable.startsWith('SSH_AUTH_SOCK=')))
        return [];
    return [`SSH_AUTH_SOCK=${agentTarget(first, 0)}`];
}
function sshMount(mount, target, parts) {
    if (mount.source !== '')
        throw new errors/* UserError */.yo('ssh does not support source');
    const id = mount.id === '' ? 'default' : mount.id;
    return {
        identity: { type: 'ssh', id, target },
        open: () => {
            const socket = parts.options.sshSockets.get(id);
            if (socket !== undefined) {
                const { mode = 0o600, uid = 0, gid = 0 } = mount;
                return Promise.resolve({ type: 'ssh', target, socket, mode, uid, gid });
            }
            if (!mount.required)
                return Promise.resolve(undefined);
            throw new errors/* UserError */.yo(`no SSH key "${id}" forwarded from the client`, { hint: `Pass --ssh ${id}.` });
        },
    };
}
/** A here-document with a `#!` line is shown as an executable file at the path that is run. */
function scriptMount(script, argv) {
    if (script === undefined)
        return [];
    const [target] = argv;
    if (target === undefined)
        throw new errors/* EngineBug */.Bp('a script without a path');
    return [{ type: 'secret', target, content: Buffer.from(script.content), mode: 0o755, uid: 0, gid: 0 }];
}

;// CONCATENATED MODULE: ./lib/engine/run-work.js







/** What BuildKit calls the machine in which a step runs; some programs write it into what they make. */
const HOSTNAME = 'buildkitsandbox';
/** The work of a RUN step. */
async function runWork({ step, stage, layers }, operation, parts) {
    const { options } = parts;
    const network = operation.network ?? options.network;
    const mounts = await prepareMounts(operation, parts);
    const declared = new Set(operation.args);
    const inputs = keyInputs({
        operation: 'run',
        command: JSON.stringify({
            argv: operation.argv,
            script: operation.script,
            cwd: operation.cwd,
            user: operation.user,
            network,
            mounts: mounts.identities,
            hosts: options.extraHosts,
            hostname: options.hostname,
            shmSize: options.shmSize,
            ulimits: options.ulimits,
        }),
        platform: (0,platform/* formatPlatform */.Bq)(stage.stage.platform),
        parent: snapshotId(layers),
        env: operation.env.filter((variable) => !declared.has(variable)),
        args: [...declared],
    });
    return {
        inputs: () => Promise.resolve(inputs),
        execute: () => execute(step.info.number, layers, parts),
    };
    async function execute(number, parents, { ports, sink, signal, secretMask }) {
        const tail = new OutputTail();
        const show = (stream, data) => {
            if (data.length === 0)
                return;
            tail.add(data);
            sink({ type: 'step-output', step: number, stream, data });
        };
        const mask = await secretMask();
        const masked = { stdout: mask.stream(), stderr: mask.stream() };
        const result = await ports.runner.run({
            step: number,
            layers: parents,
            process: {
                argv: operation.argv,
                env: [...operation.env, ...options.proxyEnv, ...(await mounts.env())],
                cwd: operation.cwd,
                user: operation.user,
            },
            network,
            mounts: await mounts.open(),
            extraHosts: options.extraHosts,
            ...(options.shmSize === undefined ? {} : { shmSize: options.shmSize }),
            ulimits: options.ulimits,
            hostname: options.hostname ?? HOSTNAME,
        }, (stream, data) => show(stream, masked[stream].push(data)), signal);
        show('stdout', masked.stdout.end());
        show('stderr', masked.stderr.end());
        if (result.kind === 'done')
            return result.made;
        throw commandFailed(result.exitCode, tail.text());
    }
    function commandFailed(exitCode, output) {
        const { location, excerpt } = (0,located/* placeOf */.$t)(parts.plan.dockerfile, step.range);
        return new errors/* UserError */.yo(`${step.text}: the command ended with ${describeExit(exitCode)}`, {
            location,
            excerpt,
            details: output,
            hint: hintFor(exitCode, parts.options.saveFailed),
        });
    }
}
function describeExit(exitCode) {
    return exitCode > 128 && exitCode < 160
        ? `signal ${exitCode - 128} (exit code ${exitCode})`
        : `exit code ${exitCode}`;
}
function hintFor(exitCode, kept) {
    switch (exitCode) {
        case 126:
            return 'The program was found but could not be executed: look at its mode and its first line.';
        case 127:
            return 'The shell did not find the program: look at the spelling, at PATH, and whether the base image has it.';
        case 137:
            return 'It was killed, most often because memory ran out.';
        default:
            return kept === undefined
                ? 'To look into it, build with --save-failed TAG and run the image: it holds everything up to the step before.'
                : `To look into it, run the image ${kept}: it holds everything up to the step before.`;
    }
}

;// CONCATENATED MODULE: ./lib/engine/step-works.js



/** The work of a step that makes a layer. */
async function workOf(context, parts) {
    const { operation } = context.step;
    switch (operation.kind) {
        case 'copy':
            return copyWork(context, operation, parts);
        case 'workdir':
            return workdirWork(context, operation, parts);
        case 'run':
            return runWork(context, operation, parts);
        case 'config':
            throw new errors/* EngineBug */.Bp(`step ${context.step.info.number} makes no layer`);
    }
}

;// CONCATENATED MODULE: ./lib/engine/engine.js










/**
 * Does what the plan says. Independent stages run side by side; the first failure stops the others, and whatever was finished
 * stays in the cache.
 */
async function runPlan(plan, ports, options, sink, signal) {
    const stop = new AbortController();
    const linked = AbortSignal.any([signal, stop.signal]);
    let asked;
    const previous = () => (asked ??= ports.cache.previous());
    const evaluator = new StepEvaluator({
        cache: ports.cache,
        layers: ports.layers,
        previous,
        noCache: options.noCache,
        sink,
        now: ports.now,
        created: () => createdTime(options, ports),
        timesCount: options.sourceDateEpoch !== undefined,
    });
    const executions = [];
    const results = new Map();
    const resultOf = (index) => {
        const result = results.get(index);
        if (result === undefined)
            throw new errors/* EngineBug */.Bp(`stage ${index} is not among those that the target needs`);
        return result;
    };
    const sources = new FileSources(plan, ports, resultOf, linked);
    const createdSeconds = () => Math.floor(Date.parse(createdTime(options, ports)) / 1000);
    let mask;
    const secretMask = () => (mask ??= maskOf(options));
    const parts = { plan, ports, options, sources, sink, signal: linked, createdSeconds, secretMask };
    try {
        const globals = await evaluateGlobalArgs(plan, evaluator, sink, ports.now);
        for (const stage of plan.stages) {
            const execution = new StageExecution(stage, {
                plan,
                evaluator,
                sink,
                now: ports.now,
                signal: linked,
                workOf: (context) => workOf(context, parts),
                fromWorkOf: (from, layers) => fromWork(from, layers, parts),
                resultOf,
                labels: options.labels,
                fixedTime: options.sourceDateEpoch === undefined ? undefined : createdTime(options, ports),
            });
            executions.push(execution);
            results.set(stage.stage.index, runStage(execution, stop));
        }
        const outcome = await firstFailure([...results.values()]);
        // A build that came to its end needs nothing of the one before.
        const before = outcome === undefined ? record/* NO_BUILD */.B : await previous();
        await ports.cache.savePrevious(mergeBuilds(globals, executions, before));
        if (outcome !== undefined)
            return failed(outcome.reason, signal);
        const target = await resultOf(plan.target);
        return { kind: 'built', draft: target.draft };
    }
    catch (error) {
        return failed(error, signal);
    }
}
function runStage(execution, stop) {
    // Started in a later turn, so that every stage can be asked for before the first of them asks.
    const result = Promise.resolve().then(() => execution.run());
    result.catch((error) => stop.abort(error));
    return result;
}
/** Waits for all, so that nothing is left running; of several failures, the one that came first counts. */
async function firstFailure(stages) {
    let first;
    await Promise.all(stages.map((stage) => stage.catch((reason) => {
        first ??= { reason };
    })));
    return first;
}
function failed(error, signal) {
    if (!(error instanceof StepFailure))
        return { kind: 'failed', error };
    return { kind: 'failed', error: signal.aborted ? signal.reason : error.cause, lastGood: error.lastGood };
}
/** ARGs before the first FROM are steps too: they hit while their values stay. */
async function evaluateGlobalArgs(plan, evaluator, sink, now) {
    const records = [];
    for (const { arg, info } of plan.globalArgs) {
        const started = now();
        sink({ type: 'step-started', step: info.number });
        const args = arg.values.map(([name, value]) => (value === undefined ? name : `${name}=${value}`));
        const { status, reason, record } = await evaluator.evaluate({ number: info.number, instruction: info.instruction, stage: '', ordinal: records.length }, {
            inputs: () => Promise.resolve(keyInputs({ operation: 'arg', command: 'ARG', args })),
            execute: () => Promise.resolve(undefined),
        });
        records.push(record);
        const imageId = record.key;
        sink({
            type: 'step-finished',
            step: info.number,
            outcome: { status, reason, durationMs: now() - started, imageId },
        });
    }
    return records;
}
function createdTime(options, ports) {
    const ms = options.sourceDateEpoch === undefined ? ports.now() : options.sourceDateEpoch * 1000;
    return new Date(ms).toISOString().replace('.000Z', 'Z');
}
async function maskOf({ secrets }) {
    const values = await Promise.allSettled([...secrets.values()].map((read) => read()));
    // One that cannot be read fails the step that mounts it, and shows nowhere else.
    return SecretMask.of(values.flatMap((value) => (value.status === 'fulfilled' ? [value.value] : [])));
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __nccwpck_require__(3940);
;// CONCATENATED MODULE: ./lib/app/finished-image.js



/** Encodes config and manifest (image-spec, "OCI Image Manifest"). Layers keep their bytes, in OCI's media types. */
function finishImage(draft, labels) {
    const config = encodeConfig(imageConfig(draft, labels));
    const imageId = (0,oci_digest/* sha256 */.sc)(config);
    const manifest = Buffer.from(JSON.stringify({
        schemaVersion: 2,
        mediaType: media_types/* OCI_MANIFEST */.EG,
        config: { mediaType: media_types/* OCI_CONFIG */.TF, digest: imageId, size: config.length },
        layers: draft.layers.map(({ blob }) => ({
            mediaType: (0,media_types/* ociLayerType */.BJ)(blob.mediaType),
            digest: blob.digest,
            size: blob.size,
        })),
    }));
    return {
        config,
        imageId,
        manifest,
        descriptor: {
            mediaType: media_types/* OCI_MANIFEST */.EG,
            digest: (0,oci_digest/* sha256 */.sc)(manifest),
            size: manifest.length,
            platform: platformOf(draft.image.platform),
        },
        layers: draft.layers,
    };
}
function platformOf({ os, architecture, variant }) {
    return { architecture, os, ...(variant === undefined ? {} : { variant }) };
}
function indexOf(images) {
    const bytes = Buffer.from(JSON.stringify({
        schemaVersion: 2,
        mediaType: media_types/* OCI_INDEX */.$p,
        manifests: images.map((image) => image.descriptor),
    }));
    return { bytes, descriptor: { mediaType: media_types/* OCI_INDEX */.$p, digest: (0,oci_digest/* sha256 */.sc)(bytes), size: bytes.length } };
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
// EXTERNAL MODULE: ./lib/store/archive.js
var archive = __nccwpck_require__(8431);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __nccwpck_require__(4360);
// EXTERNAL MODULE: ./lib/store/image-contents.js
var image_contents = __nccwpck_require__(2763);
// EXTERNAL MODULE: ./lib/store/oci-index.js
var oci_index = __nccwpck_require__(3373);
;// CONCATENATED MODULE: ./lib/store/oci-layout.js










/**
 * Writes an image into the OCI layout at `directory`, which is made, or added to. Blobs are cloned or hard-linked where the
 * file system can, so a layer's bytes are not even read. `index.json` is written last, at once: whoever reads the layout in
 * between sees it as it was.
 *
 * @throws InfraError when a blob is missing in the store, when `directory` holds something else, or cannot be written
 */
async function writeOciLayout(content, image, directory, signal) {
    const { blobs } = await (0,image_contents/* imageContents */.Y9)(content, image.target);
    try {
        await (0,promises_.mkdir)(directory, { recursive: true });
        const existing = await existingIndex(directory);
        for (const blob of blobs) {
            signal?.throwIfAborted();
            await placeBlob(content, blob, (0,external_node_path_.join)(directory, 'blobs', (0,oci_digest/* digestAlgorithm */.g4)(blob.digest), (0,oci_digest/* digestHex */.sU)(blob.digest)));
        }
        await replace((0,external_node_path_.join)(directory, 'oci-layout'), (file) => (0,promises_.writeFile)(file, oci_index/* OCI_LAYOUT */.xm));
        const index = JSON.stringify((0,oci_index/* mergeIndex */.$R)(existing, image));
        await replace((0,external_node_path_.join)(directory, 'index.json'), (file) => (0,promises_.writeFile)(file, index));
    }
    catch (error) {
        if (!(error instanceof Error) || error.syscall === undefined)
            throw error;
        throw new errors/* InfraError */.Ri(`cannot write the OCI layout ${directory}`, { cause: error });
    }
}
async function existingIndex(directory) {
    let bytes;
    try {
        bytes = await (0,promises_.readFile)((0,external_node_path_.join)(directory, 'index.json'));
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw error;
    }
    const document = (0,manifest/* parseManifest */.Ng)(bytes, media_types/* OCI_INDEX */.$p);
    return document.kind === 'index' ? document.index : undefined;
}
async function placeBlob(content, blob, path) {
    const there = await (0,promises_.lstat)(path).catch(() => undefined);
    if (there?.isFile() === true && there.size === blob.size)
        return;
    const source = content.path(blob.digest);
    const size = await content.size(blob.digest);
    if (size !== blob.size) {
        throw new errors/* InfraError */.Ri(`blob ${blob.digest} is ${size === undefined ? 'missing' : 'damaged'} in the store`);
    }
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    await replace(path, (file) => cloneOrLink(source, file));
}
/** A clone has a life of its own and comes first; a link is the same file; a copy at least stays in the kernel. */
async function cloneOrLink(source, file) {
    const ways = [() => (0,promises_.copyFile)(source, file, external_node_fs_.constants.COPYFILE_FICLONE_FORCE), () => (0,promises_.link)(source, file)];
    for (const way of ways) {
        try {
            await way();
            return;
        }
        catch {
            await (0,promises_.rm)(file, { force: true });
        }
    }
    await (0,promises_.copyFile)(source, file);
}
/** Has `make` write a file beside `path`, which then takes its name. */
async function replace(path, make) {
    const file = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), `.${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`);
    try {
        await make(file);
        await (0,promises_.rename)(file, path);
    }
    finally {
        // Renaming a link over another link to the same file does nothing, and leaves it.
        await (0,promises_.rm)(file, { force: true });
    }
}

;// CONCATENATED MODULE: ./lib/app/image-outputs.js










function builtImage(platforms) {
    const [first, ...others] = platforms;
    if (first === undefined)
        throw new errors/* EngineBug */.Bp('nothing was built');
    if (others.length === 0)
        return { platforms, target: first.descriptor, imageId: first.imageId };
    const { descriptor } = indexOf(platforms);
    return { platforms, target: descriptor, imageId: first.imageId };
}
/** Brings an image to where it was asked for, one output after the other. Bytes are fetched only for those that need them. */
class ImageOutputs {
    #parts;
    constructor(parts) {
        this.#parts = parts;
    }
    /** @param references full names; without any, the image is known by its digest alone */
    async write(image, output, references) {
        const { content, signal } = this.#parts;
        const named = { target: image.target, references };
        switch (output.type) {
            case 'registry':
                return this.#push(image, references);
            case 'oci':
            case 'docker': {
                await this.#complete(image);
                const tar = output.type === 'docker' || output.tar;
                if (output.dest === '-')
                    return writeToStdout((0,archive/* archive */.rD)(content, named, signal));
                await (0,promises_.mkdir)(external_node_path_.dirname(output.dest), { recursive: true });
                return tar
                    ? (0,archive/* writeArchive */._d)(content, named, output.dest, signal)
                    : writeOciLayout(content, named, output.dest, signal);
            }
        }
    }
    /** Keeps the image in the local store. */
    async keep(image, references) {
        await this.#complete(image);
        await this.#parts.images.add({ target: image.target, imageId: image.imageId }, references);
    }
    /** Puts the image's documents into the store, and fetches the layers that are not there. */
    async #complete(image) {
        const { content, layers, signal } = this.#parts;
        for (const platform of image.platforms) {
            await Promise.all(platform.layers.map((layer) => layers.blobFile(layer, signal)));
            await content.put(platform.config);
            await content.put(platform.manifest);
        }
        if (image.target.mediaType === media_types/* OCI_INDEX */.$p)
            await content.put(indexOf(image.platforms).bytes);
    }
    async #push(image, references) {
        if (references.length === 0) {
            throw new errors/* UserError */.yo('there is no name to push the image to', { hint: 'Give one with --tag REGISTRY/NAME:TAG.' });
        }
        for (const [repository, tags] of byRepository(references))
            await this.#pushTo(image, repository, tags);
    }
    async #pushTo(image, name, tags) {
        const { registry: client, signal } = this.#parts;
        const { registry, repository } = (0,oci_reference/* parseReference */.F2)(name);
        const single = image.target.mediaType !== media_types/* OCI_INDEX */.$p;
        for (const { manifest, descriptor, config, layers } of image.platforms) {
            await client.pushImage({
                target: { registry, repository, tags: single ? tags : [] },
                manifest: { mediaType: descriptor.mediaType, bytes: manifest },
                config,
                layers: layers.map((layer) => this.#blobToPush(layer)),
            }, signal);
        }
        if (single)
            return;
        const { bytes, descriptor } = indexOf(image.platforms);
        await client.pushIndex({ registry, repository, tags }, { mediaType: descriptor.mediaType, bytes }, signal);
    }
    #blobToPush(layer) {
        const { layers, signal } = this.#parts;
        const mountFrom = layers.sourceOf(layer);
        return {
            descriptor: { ...layer.blob, mediaType: (0,media_types/* ociLayerType */.BJ)(layer.blob.mediaType) },
            open: async function* () {
                yield* (0,external_node_fs_.createReadStream)(await layers.blobFile(layer, signal));
            },
            ...(mountFrom === undefined ? {} : { mountFrom }),
        };
    }
}
/** Tags by repository, so that blobs go to each repository once. */
function byRepository(references) {
    const repositories = new Map();
    for (const text of references) {
        const { registry, repository, tag = 'latest' } = (0,oci_reference/* parseReference */.F2)(text);
        const name = (0,oci_reference/* formatReference */.FH)({ registry, repository });
        repositories.set(name, [...(repositories.get(name) ?? []), tag]);
    }
    return repositories;
}
/** Names of an image in full. @throws UserError for what is no name, or is one by digest */
function fullNames(tags) {
    const names = tags.map((tag) => {
        const reference = (0,oci_reference/* parseReference */.F2)(tag);
        if (reference.digest !== undefined) {
            throw new errors/* UserError */.yo(`invalid tag ${JSON.stringify(tag)}: a new image cannot be named by digest`);
        }
        return (0,oci_reference/* formatReference */.FH)((0,oci_reference/* withDefaultTag */._t)(reference));
    });
    return [...new Set(names)];
}
async function writeToStdout(chunks) {
    for await (const chunk of chunks) {
        if (!process.stdout.write(chunk))
            await (0,external_node_events_.once)(process.stdout, 'drain');
    }
}

// EXTERNAL MODULE: ./lib/app/named-contexts.js + 1 modules
var named_contexts = __nccwpck_require__(7144);
// EXTERNAL MODULE: ./lib/app/open-context.js + 4 modules
var open_context = __nccwpck_require__(1013);
// EXTERNAL MODULE: ./lib/app/plan-builds.js + 55 modules
var plan_builds = __nccwpck_require__(1235);
;// CONCATENATED MODULE: ./lib/app/secrets.js


/** Secrets by id, each read when a step first mounts it. */
function readSecrets(sources) {
    return new Map(sources.map((source) => [source.id, () => read(source)]));
}
async function read(source) {
    if (source.kind === 'value')
        return source.value;
    try {
        return await (0,promises_.readFile)(source.path);
    }
    catch (error) {
        throw new errors/* UserError */.yo(`cannot read secret ${source.id} from ${source.path}`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./lib/app/step-cache-files.js



/** Folders below the root that a carried step cache has files of. */
const CACHE_FOLDERS = (/* unused pure expression or super */ null && ([
    'blobs/sha256',
    'indexes',
    'cache/records',
    'cache/trees',
    'cache/scopes',
]));
const SAFE_FILE = /^(?:blobs\/sha256|indexes|cache\/(?:records|trees|scopes))\/[a-f0-9]{64}$/;
/** Writes down which files belong to a build's step cache, for whoever carries it to another machine. */
async function listStepCache(root, scope, contents) {
    const layers = contents.records.flatMap((record) => record.layer ?? []);
    const files = [
        ...layers.map((layer) => `blobs/sha256/${(0,oci_digest/* digestHex */.sU)(layer.blob.digest)}`),
        ...layers.map((layer) => `indexes/${(0,oci_digest/* digestHex */.sU)(layer.diffId)}`),
        ...contents.indexed.map((diffId) => `indexes/${(0,oci_digest/* digestHex */.sU)(diffId)}`),
        ...contents.keys.map((key) => `cache/records/${(0,oci_digest/* digestHex */.sU)(key)}`),
        ...layers.map((layer) => `cache/trees/${(0,oci_digest/* digestHex */.sU)(layer.contentId)}`),
        ...contents.scopeFiles,
    ];
    const file = listFile(root, scope);
    await (0,promises_.mkdir)(external_node_path_.dirname(file), { recursive: true });
    await (0,promises_.writeFile)(`${file}.${process.pid}`, JSON.stringify([...new Set(files)].sort()));
    await (0,promises_.rename)(`${file}.${process.pid}`, file);
}
/** Paths below the root of the files of a build's step cache, as the last build of this scope left them. */
async function stepCacheFiles(root, scope) {
    let list;
    try {
        list = JSON.parse(await readFile(listFile(root, scope), 'utf8'));
    }
    catch {
        // No build came far enough to leave one.
        return [];
    }
    if (!Array.isArray(list))
        return [];
    return list.filter((file) => typeof file === 'string' && SAFE_FILE.test(file));
}
function listFile(root, scope) {
    return external_node_path_.join(root, 'cache', 'lists', (0,oci_digest/* digestHex */.sU)((0,oci_digest/* sha256 */.sc)(scope)));
}

// EXTERNAL MODULE: ./lib/app/workshop.js + 48 modules
var app_workshop = __nccwpck_require__(5702);
;// CONCATENATED MODULE: ./lib/app/build.js














/**
 * Builds an image and brings it to its outputs.
 *
 * @throws UserError when the Dockerfile, an input or a command is at fault; InfraError for registries, disk and runtime
 */
async function build(options, machine, sink, signal) {
    const started = Date.now();
    const tempDir = external_node_path_.join(machine.tempDir, `layer-build-${process.pid}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`);
    // Before anything is done for them: a bad name must not cost a build.
    const references = fullNames(options.tags);
    const failedReferences = fullNames(options.saveFailed === undefined ? [] : [options.saveFailed]);
    const stop = new AbortController();
    const linked = AbortSignal.any([signal, stop.signal]);
    let workshop;
    let ok = false;
    try {
        const opened = await (0,open_context/* openContext */.e)(options, tempDir, linked);
        workshop = (0,app_workshop/* openWorkshop */._)(machine, sink);
        const measured = warnOfSize(opened, sink, stop.signal);
        const contexts = new named_contexts/* NamedContextSet */.N(options.buildContexts, { ...workshop, signal: linked });
        const { bases } = workshop;
        const plans = await (0,plan_builds/* planBuilds */.z)({ options, opened, bases, contexts, tell: sink, allStages: false, signal: linked });
        const images = await buildAll(plans, {
            options,
            machine,
            workshop,
            opened,
            sink,
            failedReferences,
            signal: linked,
        });
        const image = builtImage(images);
        const outputs = new ImageOutputs({ ...workshop, signal: linked });
        for (const output of options.outputs)
            await outputs.write(image, output, references);
        if (options.outputs.length === 0)
            await outputs.keep(image, references);
        stop.abort();
        await measured;
        sink({
            type: 'image',
            digest: image.target.digest,
            imageId: image.imageId,
            tags: familiar(references),
        });
        ok = true;
        const { mediaType, digest, size } = image.target;
        return { digest, imageId: image.imageId, tags: references, descriptor: { mediaType, digest, size } };
    }
    finally {
        stop.abort();
        await workshop?.close();
        await (0,promises_.rm)(tempDir, { recursive: true, force: true });
        sink({ type: 'build-finished', durationMs: Date.now() - started, ok });
    }
}
/** Builds each platform's image, one after the other: they share most of what they need of machine and registries. */
async function buildAll(plans, parts) {
    const { options, machine, workshop, opened, sink } = parts;
    const scope = options.scope ?? opened.identity;
    const engineOptions = engineOptionsOf(options, machine);
    sink({ type: 'plan', dockerfile: opened.dockerfile.name, steps: plans.flatMap((plan) => plan.steps) });
    const caches = [];
    const finished = [];
    try {
        for (const [index, plan] of plans.entries()) {
            const cache = new record_store/* RecordStore */.p(external_node_path_.join(machine.root, 'cache'), `${scope} ${options.target ?? ''} ${index}`);
            caches.push(cache);
            const { layers, runner } = workshop;
            const ports = { context: opened.context, layers, cache, runner, now: () => Date.now() };
            const result = await runPlan(plan, ports, engineOptions, sink, parts.signal);
            if (result.kind === 'failed') {
                if (result.lastGood !== undefined)
                    await keepFailed(finishImage(result.lastGood, {}), parts);
                throw result.error;
            }
            finished.push(finishImage(result.draft, options.labels));
        }
        return finished;
    }
    finally {
        // Also after a failure: the steps before it are what the next run resumes from.
        await listStepCache(machine.root, scope, {
            records: caches.flatMap((cache) => cache.used.records),
            keys: caches.flatMap((cache) => cache.used.keys),
            indexed: workshop.layers.indexed,
            scopeFiles: caches.map((cache) => `cache/scopes/${cache.used.scope}`),
        });
    }
}
/** Names as people write them. */
function familiar(references) {
    return references.map((name) => (0,oci_reference/* familiarName */.hG)((0,oci_reference/* parseReference */.F2)(name)));
}
/** `--save-failed`: the image as it was before the step that failed. */
async function keepFailed(image, parts) {
    const { failedReferences, workshop, sink, signal } = parts;
    if (failedReferences.length === 0 || signal.aborted)
        return;
    await new ImageOutputs({ ...workshop, signal }).keep(builtImage([image]), failedReferences);
    sink({
        type: 'notice',
        message: `The image before the failed step is kept as ${familiar(failedReferences).join(', ')}`,
    });
}
/** The measuring never holds up a build: what is not known when the build ends is not told. */
async function warnOfSize(opened, sink, stop) {
    try {
        const warning = await opened.measure?.(stop);
        if (warning !== undefined)
            sink({ type: 'warning', ...warning });
    }
    catch (error) {
        if (!stop.aborted)
            throw error;
    }
}
const PROXY_NAME = /^(?:https?|ftp|no|all)_proxy$/i;
function engineOptionsOf(options, machine) {
    const { noCache, labels, network, extraHosts, shmSize, ulimits, buildArgs, saveFailed } = options;
    const hostname = buildArgs['BUILDKIT_SANDBOX_HOSTNAME'];
    const epoch = buildArgs['SOURCE_DATE_EPOCH'] === undefined ? machine.sourceDateEpoch : Number(buildArgs['SOURCE_DATE_EPOCH']);
    return {
        noCache,
        labels,
        ...(saveFailed === undefined ? {} : { saveFailed }),
        network,
        extraHosts,
        ulimits,
        ...(hostname === undefined || hostname === '' ? {} : { hostname }),
        ...(shmSize === undefined ? {} : { shmSize }),
        // Programs look for either case; these are predefined arguments, which no key and no history holds.
        proxyEnv: Object.entries(buildArgs)
            .filter(([name]) => PROXY_NAME.test(name))
            .flatMap(([name, value]) => [`${name.toUpperCase()}=${value}`, `${name.toLowerCase()}=${value}`]),
        secrets: readSecrets(options.secrets),
        sshSockets: new Map(Object.entries(options.ssh)),
        ...(epoch === undefined || !Number.isSafeInteger(epoch) ? {} : { sourceDateEpoch: epoch }),
    };
}


/***/ }),

/***/ 9707:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   check: () => (/* binding */ check)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);
/* harmony import */ var _named_contexts_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7144);
/* harmony import */ var _open_context_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1013);
/* harmony import */ var _plan_builds_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(1235);
/* harmony import */ var _workshop_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(5702);







const check = async (options, machine, signal) => {
    const tempDir = node_path__WEBPACK_IMPORTED_MODULE_2__.join(machine.tempDir, `layer-build-${process.pid}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`);
    try {
        const opened = await (0,_open_context_js__WEBPACK_IMPORTED_MODULE_4__/* .openContext */ .e)(options, tempDir, signal);
        const { name, text } = opened.dockerfile;
        const findings = [];
        const result = { dockerfile: { name, text: new TextDecoder().decode(text) }, findings };
        const tell = (warning) => void findings.push(warning);
        // Transfers of a few documents are nothing to tell of.
        const workshop = (0,_workshop_js__WEBPACK_IMPORTED_MODULE_6__/* .openWorkshop */ ._)(machine, () => undefined);
        try {
            const allStages = options.target === undefined;
            const contexts = new _named_contexts_js__WEBPACK_IMPORTED_MODULE_3__/* .NamedContextSet */ .N(options.buildContexts, { ...workshop, signal });
            await (0,_plan_builds_js__WEBPACK_IMPORTED_MODULE_5__/* .planBuilds */ .z)({ options, opened, bases: workshop.bases, contexts, tell, allStages, signal });
            return result;
        }
        catch (error) {
            return { ...result, failure: error };
        }
        finally {
            await workshop.close();
        }
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(tempDir, { recursive: true, force: true });
    }
};


/***/ }),

/***/ 4090:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ DISK)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);


const DISK = {
    isDirectory: (path) => stats(path)?.isDirectory() ?? false,
    isSocket: (path) => stats(path)?.isSocket() ?? false,
    isFile: (path) => {
        const found = stats(path);
        // A secret or an environment file may well be a pipe of the shell's: <(…).
        return found !== undefined && !found.isDirectory();
    },
    readText: (path) => {
        try {
            return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
        }
        catch (error) {
            if (isMissing(error))
                return undefined;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`, {
                cause: error,
            });
        }
    },
};
function stats(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false });
    }
    catch {
        // A folder that may not be searched hides what is in it: it is as good as absent, and using it says why.
        return undefined;
    }
}
function isMissing(error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR';
}


/***/ }),

/***/ 3215:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  LocalImages: () => (/* binding */ LocalImages)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./lib/cache/record-store.js + 1 modules
var record_store = __nccwpck_require__(182);
// EXTERNAL MODULE: ./lib/oci/platform.js
var oci_platform = __nccwpck_require__(7122);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __nccwpck_require__(3940);
// EXTERNAL MODULE: ./lib/store/archive.js
var archive = __nccwpck_require__(8431);
// EXTERNAL MODULE: ./lib/store/image-contents.js
var image_contents = __nccwpck_require__(2763);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/layer/decompress.js + 2 modules
var decompress = __nccwpck_require__(9710);
// EXTERNAL MODULE: ./lib/layer/tar-reader.js + 2 modules
var tar_reader = __nccwpck_require__(863);
// EXTERNAL MODULE: ./lib/oci/checked-json.js
var checked_json = __nccwpck_require__(1699);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __nccwpck_require__(9501);
// EXTERNAL MODULE: ./lib/oci/image-config.js
var image_config = __nccwpck_require__(6319);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __nccwpck_require__(4360);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __nccwpck_require__(261);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./lib/store/archive-files.js






/** More members than this are no image. */
const MAX_MEMBERS = 100_000;
/**
 * Unpacks an image archive into a folder of numbered files: what a member is for is only known when `manifest.json` or
 * `index.json` has been read, which may be the last one. Names of the archive are keys here, never paths.
 */
class ArchiveFiles {
    #folder;
    #label;
    #files = new Map();
    #links = new Map();
    #current;
    #size = 0;
    #count = 0;
    constructor(folder, label) {
        this.#folder = folder;
        this.#label = label;
    }
    entry(header) {
        if (++this.#count > MAX_MEMBERS)
            throw new errors/* UserError */.yo(`${this.#label} has more than ${MAX_MEMBERS} members`);
        // Old versions of `docker save` write a link where two images share a layer.
        if (header.typeflag === '2') {
            this.#links.set(header.path, external_node_path_.posix.join('/', external_node_path_.posix.dirname(header.path), header.linkname).slice(1));
        }
        else if (header.typeflag === '1')
            this.#links.set(header.path, header.linkname);
        if (header.typeflag !== '0')
            return;
        const file = (0,external_node_path_.join)(this.#folder, String(this.#count));
        this.#size = 0;
        this.#current = { path: header.path, file, fd: (0,external_node_fs_.openSync)(file, 'wx', 0o644), hash: (0,external_node_crypto_.createHash)('sha256') };
    }
    data(chunk) {
        if (this.#current === undefined)
            return;
        this.#current.hash.update(chunk);
        for (let at = 0; at < chunk.length;)
            at += (0,external_node_fs_.writeSync)(this.#current.fd, chunk, at);
        this.#size += chunk.length;
    }
    end() {
        if (this.#current === undefined)
            return;
        const { path, file, fd, hash } = this.#current;
        (0,external_node_fs_.closeSync)(fd);
        this.#files.set(path, { file, size: this.#size, digest: (0,oci_digest/* digestOfHex */.z9)(hash.digest('hex')) });
        this.#current = undefined;
    }
    /** Closes what an archive that was cut off left open. */
    close() {
        if (this.#current !== undefined)
            (0,external_node_fs_.closeSync)(this.#current.fd);
        this.#current = undefined;
    }
    find(path) {
        const target = this.#links.get(path);
        return this.#files.get(path) ?? (target === undefined ? undefined : this.#files.get(target));
    }
    /** The bytes of a document. @throws UserError when it is too large for one */
    async document(path, limit) {
        const found = this.find(path);
        if (found === undefined)
            return undefined;
        if (found.size > limit)
            throw new errors/* UserError */.yo(`${path} in ${this.#label} has more than ${limit} bytes`);
        return (0,promises_.readFile)(found.file);
    }
}

// EXTERNAL MODULE: ./lib/store/oci-index.js
var oci_index = __nccwpck_require__(3373);
;// CONCATENATED MODULE: ./lib/store/load-archive.js














/**
 * Puts the images of an archive into the store: an OCI archive, what `docker save` writes (old and new), each plain or
 * compressed. Nothing is seen of an archive that is damaged or incomplete.
 *
 * @param source the archive's bytes @param label how errors name it
 * @throws UserError when it is no such archive, is damaged, or lacks a blob
 */
async function loadArchive(store, source, options) {
    const folder = store.folder.newIngestPath();
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    const files = new ArchiveFiles(folder, options.label);
    try {
        await unpack(source, files, options);
        const loaded = await new ArchiveLoader(store, files, options.label).load();
        for (const image of loaded)
            await store.images.add(image, image.references);
        return loaded;
    }
    catch (error) {
        // Whatever is wrong with the archive, it is the user's; the disk's errors are not of this kind.
        if (error instanceof errors/* InfraError */.Ri && error.cause?.syscall === undefined) {
            throw new errors/* UserError */.yo(error.message, { cause: error, hint: error.hint });
        }
        throw error;
    }
    finally {
        files.close();
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** `loadArchive` for a file. @throws UserError when it cannot be opened, and as `loadArchive` */
async function loadArchiveFile(store, file, signal) {
    const handle = await (0,promises_.open)(file, 'r').catch((error) => {
        throw new errors/* UserError */.yo(`cannot open the archive ${file}`, { cause: error });
    });
    try {
        const stream = (0,external_node_fs_.createReadStream)('', { fd: handle, autoClose: false, start: 0, highWaterMark: 1024 * 1024 });
        return await loadArchive(store, stream, { label: file, signal });
    }
    finally {
        await handle.close();
    }
}
async function unpack(source, files, options) {
    const reader = new tar_reader/* TarReader */.R(files, options.label);
    for await (const chunk of (0,decompress/* decompress */.m)(source, options)) {
        options.signal?.throwIfAborted();
        reader.write(chunk);
    }
    reader.finish();
}
class ArchiveLoader {
    #folder;
    #content;
    #files;
    #label;
    constructor(store, files, label) {
        this.#folder = store.folder;
        this.#content = store.content;
        this.#files = files;
        this.#label = label;
    }
    async load() {
        const index = await this.#files.document('index.json', manifest/* MAX_MANIFEST_SIZE */.L7);
        const docker = await this.#dockerEntries();
        if (index !== undefined)
            return this.#loadLayout(index, docker);
        if (docker === undefined) {
            throw new errors/* UserError */.yo(`${this.#label} is no image archive: it has neither index.json nor manifest.json`);
        }
        const images = [];
        for (const entry of docker)
            images.push(await this.#loadDockerEntry(entry));
        return images;
    }
    async #loadLayout(bytes, docker) {
        const document = (0,manifest/* parseManifest */.Ng)(bytes, media_types/* OCI_INDEX */.$p);
        const images = new Map();
        for (const entry of document.kind === 'index' ? document.index.manifests : []) {
            const { mediaType, digest, size } = entry;
            const manifest = await this.#takeDocument(entry, 0);
            const imageId = manifest?.config.digest ?? digest;
            const tags = docker?.find(({ config }) => this.#files.find(config)?.digest === imageId)?.tags ?? [];
            const names = [...(images.get(digest)?.references ?? []), ...nameIn(entry), ...tags.map(fullName)];
            images.set(digest, { target: { mediaType, digest, size }, imageId, references: [...new Set(names)] });
        }
        return [...images.values()];
    }
    /** Takes a manifest, or an index and what the archive has of it. @returns the manifest, for a single image */
    async #takeDocument(descriptor, depth) {
        const found = this.#files.find((0,archive/* blobPath */.nD)(descriptor.digest));
        const bytes = found === undefined
            ? await this.#content.read(descriptor)
            : await this.#files.document((0,archive/* blobPath */.nD)(descriptor.digest), manifest/* MAX_MANIFEST_SIZE */.L7);
        if (bytes === undefined || depth > 4)
            throw new errors/* UserError */.yo(`${this.#label}: ${descriptor.digest} cannot be read`);
        const document = (0,manifest/* parseManifest */.Ng)(bytes, descriptor.mediaType);
        if (document.kind === 'manifest') {
            for (const blob of [document.manifest.config, ...document.manifest.layers])
                await this.#takeBlob(blob);
        }
        else {
            for (const child of document.index.manifests) {
                if (this.#files.find((0,archive/* blobPath */.nD)(child.digest)) !== undefined)
                    await this.#takeDocument(child, depth + 1);
            }
        }
        await this.#takeBlob(descriptor);
        return document.kind === 'manifest' ? document.manifest : undefined;
    }
    async #takeBlob(descriptor) {
        const found = this.#files.find((0,archive/* blobPath */.nD)(descriptor.digest));
        if (found === undefined) {
            if ((await this.#content.size(descriptor.digest)) === descriptor.size)
                return;
            throw new errors/* UserError */.yo(`${this.#label} lacks blob ${descriptor.digest}`);
        }
        await this.#take(found, descriptor);
    }
    /** The content of a member under the digest that was claimed for it, which is checked. */
    async #take(found, descriptor) {
        if ((await this.#content.size(descriptor.digest)) === descriptor.size)
            return;
        if ((0,oci_digest/* digestAlgorithm */.g4)(descriptor.digest) === 'sha256' && found.digest !== descriptor.digest) {
            throw new errors/* UserError */.yo(`${this.#label}: blob ${descriptor.digest} has other content: ${found.digest}`);
        }
        if ((0,oci_digest/* digestAlgorithm */.g4)(descriptor.digest) !== 'sha256') {
            await this.#content.ingest((0,external_node_fs_.createReadStream)(found.file), descriptor);
            return;
        }
        // The member stays: another image of the archive may need it in another role.
        const second = this.#folder.newIngestPath();
        await (0,promises_.link)(found.file, second).catch(() => (0,promises_.copyFile)(found.file, second));
        await this.#content.takeFile(second, descriptor);
    }
    async #dockerEntries() {
        const bytes = await this.#files.document('manifest.json', manifest/* MAX_MANIFEST_SIZE */.L7);
        if (bytes === undefined)
            return undefined;
        // CheckedJson reads objects, and docker's document is a list.
        const wrapped = Buffer.concat([Buffer.from('{"images":'), bytes, Buffer.from('}')]);
        return checked_json/* CheckedJson */.M.parse(wrapped, `manifest.json in ${this.#label}`, manifest/* MAX_MANIFEST_SIZE */.L7 + 64)
            .at('images')
            .items()
            .map((entry) => ({
            config: entry.at('Config').string(),
            tags: entry.at('RepoTags').optional((tags) => tags.strings()) ?? [],
            layers: entry.at('Layers').optional((layers) => layers.strings()) ?? [],
        }));
    }
    /** An archive without OCI documents: a manifest is made for it. Its layers are mostly not compressed, and stay so. */
    async #loadDockerEntry(entry) {
        const configBytes = await this.#files.document(entry.config, image_config/* MAX_CONFIG_SIZE */.S);
        if (configBytes === undefined)
            throw new errors/* UserError */.yo(`${this.#label} lacks ${JSON.stringify(entry.config)}`);
        const { diff_ids: diffIds } = (0,image_config/* parseImageConfig */.F)(configBytes).rootfs;
        if (diffIds.length !== entry.layers.length) {
            throw new errors/* UserError */.yo(`${this.#label}: config and manifest.json name different numbers of layers`);
        }
        const config = { mediaType: media_types/* OCI_CONFIG */.TF, digest: (0,oci_digest/* sha256 */.sc)(configBytes), size: configBytes.length };
        const layers = [];
        for (const [index, path] of entry.layers.entries())
            layers.push(await this.#takeLayer(path, diffIds[index]));
        await this.#content.put(configBytes);
        const manifest = { schemaVersion: 2, mediaType: media_types/* OCI_MANIFEST */.EG, config, layers };
        const target = { mediaType: media_types/* OCI_MANIFEST */.EG, ...(await this.#content.put(Buffer.from(JSON.stringify(manifest)))) };
        return { target, imageId: config.digest, references: entry.tags.map(fullName) };
    }
    async #takeLayer(path, diffId) {
        const found = this.#files.find(path);
        if (found === undefined)
            throw new errors/* UserError */.yo(`${this.#label} lacks ${JSON.stringify(path)}`);
        const { digest, size } = found;
        const mediaType = await this.#layerType(found);
        // What is compressed is checked against its diff id when it is first unpacked, as a pulled layer is.
        if (mediaType === media_types/* OCI_LAYER */.QP && digest !== diffId) {
            throw new errors/* UserError */.yo(`${this.#label}: layer ${JSON.stringify(path)} is not the one that the config names`);
        }
        await this.#take(found, { digest, size });
        return { mediaType, digest, size };
    }
    async #layerType(found) {
        const handle = await (0,promises_.open)(found.file, 'r');
        try {
            const { buffer, bytesRead } = await handle.read(Buffer.alloc(6), 0, 6, 0);
            const compression = (0,decompress/* detectCompression */.I)(buffer.subarray(0, bytesRead));
            if (compression === 'none')
                return media_types/* OCI_LAYER */.QP;
            if (compression === 'gzip')
                return media_types/* OCI_LAYER_GZIP */.BQ;
            if (compression === 'zstd')
                return media_types/* OCI_LAYER_ZSTD */.aH;
            throw new errors/* UserError */.yo(`${this.#label} has a layer compressed with ${compression}, for which OCI has no media type`);
        }
        finally {
            await handle.close();
        }
    }
}
/** @throws UserError when the archive's name for an image is none */
function fullName(tag) {
    return (0,oci_reference/* formatReference */.FH)((0,oci_reference/* withDefaultTag */._t)((0,oci_reference/* parseReference */.F2)(tag)));
}
/** A tag alone, which `ref.name` mostly is, names no image. */
function nameIn(entry) {
    const name = entry.annotations?.[oci_index/* IMAGE_NAME */.yc] ?? entry.annotations?.[oci_index/* REF_NAME */.w5];
    if (name === undefined || (0,oci_digest/* isDigest */.Bc)(name) || !/[/:]/.test(name))
        return [];
    try {
        return [fullName(name)];
    }
    catch {
        return [];
    }
}

// EXTERNAL MODULE: ./lib/store/content-store.js
var content_store = __nccwpck_require__(8720);
// EXTERNAL MODULE: ./lib/store/process-identity.js
var process_identity = __nccwpck_require__(6907);
;// CONCATENATED MODULE: ./lib/store/ingest-folder.js



/** After this, what a process left whose end cannot be seen (another pid namespace) is taken for left behind. */
const ABANDONED_MS = 48 * 3600 * 1000;
/** Removes what processes that have ended left in `ingest`. Safe beside builds that run. */
async function removeStaleIngests(folder, now = Date.now()) {
    for (const name of await (0,promises_.readdir)(folder.ingest)) {
        const path = (0,external_node_path_.join)(folder.ingest, name);
        if ((0,process_identity/* hasEnded */.h)(name.split('.')[0] ?? '') || (await isAbandoned(path, now))) {
            await (0,promises_.rm)(path, { recursive: true, force: true });
        }
    }
}
async function isAbandoned(path, now) {
    const stats = await (0,promises_.lstat)(path).catch(() => undefined);
    return stats !== undefined && now - stats.mtimeMs > ABANDONED_MS;
}

// EXTERNAL MODULE: ./lib/store/leases.js
var leases = __nccwpck_require__(186);
;// CONCATENATED MODULE: ./lib/store/prune.js








/**
 * Removes what nothing needs: images without a name, blobs and indexes that neither an image nor a step record names, and what
 * dead processes left. Nothing goes that was used since the oldest running build began, whatever the options say: that build
 * may have found it, and rely on it.
 */
async function prune(store, options) {
    const { folder, content, images } = store;
    const now = options.now ?? Date.now();
    // What was used shortly before a lease may not have been marked again after it.
    const lease = ((0,leases/* oldestLease */.E)(folder, now) ?? Infinity) - content_store/* TOUCH_EVERY */.O;
    const cutoff = Math.min(now - (options.olderThanMs ?? 0), lease);
    await removeStaleIngests(folder, now);
    const blobs = await listBlobs(folder);
    const removedImages = [];
    const kept = [];
    for (const image of await images.list()) {
        if (image.references.length > 0 || Date.parse(image.stored) > cutoff)
            kept.push(image);
        else {
            await images.remove(image.target.digest);
            removedImages.push(image.target.digest);
        }
    }
    const needed = await neededBy(content, kept);
    const cached = new Set(options.cached.map((layer) => layer.blob));
    const unused = blobs.filter((blob) => !needed.blobs.has(blob.digest) && blob.lastUsed <= cutoff);
    const victims = unused.filter((blob) => options.all || !cached.has(blob.digest));
    let left = sum(blobs) - sum(victims);
    const spare = unused
        .filter((blob) => !options.all && cached.has(blob.digest))
        .sort((a, b) => a.lastUsed - b.lastUsed);
    for (const blob of spare) {
        if (left <= (options.maxBytes ?? Infinity))
            break;
        victims.push(blob);
        left -= blob.size;
    }
    for (const blob of victims)
        await (0,promises_.rm)(blob.path, { force: true });
    const gone = new Set(victims.map((blob) => blob.digest));
    const diffIds = new Set(needed.diffIds);
    for (const layer of options.cached)
        if (!gone.has(layer.blob) && !options.all)
            diffIds.add(layer.diffId);
    await removeIndexes(folder, diffIds, cutoff);
    return { images: removedImages, blobs: [...gone], bytes: sum(victims) };
}
async function neededBy(content, images) {
    const blobs = new Set();
    const diffIds = new Set();
    for (const { target } of images) {
        blobs.add(target.digest);
        try {
            const contents = await (0,image_contents/* imageContents */.Y9)(content, target);
            for (const blob of contents.blobs)
                blobs.add(blob.digest);
            for (const manifest of contents.manifests) {
                for (const diffId of await (0,image_contents/* diffIdsOf */.Nq)(content, manifest))
                    diffIds.add(diffId);
            }
        }
        catch (error) {
            // An image with a document missing cannot be used; what is left of it is not worth keeping.
            if (!(error instanceof errors/* InfraError */.Ri))
                throw error;
        }
    }
    return { blobs, diffIds };
}
async function listBlobs(folder) {
    const blobs = [];
    for (const { algorithm, path } of folder.blobs) {
        for (const name of await (0,promises_.readdir)(path)) {
            const digest = `${algorithm}:${name}`;
            const stats = await (0,promises_.stat)((0,external_node_path_.join)(path, name)).catch(() => undefined);
            if (stats === undefined || !(0,oci_digest/* isDigest */.Bc)(digest))
                continue;
            blobs.push({ digest, path: (0,external_node_path_.join)(path, name), size: stats.size, lastUsed: stats.mtimeMs });
        }
    }
    return blobs;
}
async function removeIndexes(folder, needed, cutoff) {
    const names = new Set([...needed].map(oci_digest/* digestHex */.sU));
    for (const name of await (0,promises_.readdir)(folder.indexes)) {
        if (names.has(name))
            continue;
        const path = (0,external_node_path_.join)(folder.indexes, name);
        const stats = await (0,promises_.stat)(path).catch(() => undefined);
        if (stats !== undefined && stats.mtimeMs <= cutoff)
            await (0,promises_.rm)(path, { force: true });
    }
}
function sum(blobs) {
    return blobs.reduce((total, blob) => total + blob.size, 0);
}

// EXTERNAL MODULE: ./lib/app/base-resolver.js
var base_resolver = __nccwpck_require__(89);
// EXTERNAL MODULE: ./lib/app/workshop.js + 48 modules
var app_workshop = __nccwpck_require__(5702);
;// CONCATENATED MODULE: ./lib/app/local-images.js











/** What can be done with the images of the local store. */
class LocalImages {
    #workshop;
    #machine;
    #signal;
    constructor(machine, workshop, signal) {
        this.#machine = machine;
        this.#workshop = workshop;
        this.#signal = signal;
    }
    /** Does some work with the store open. */
    static async use(machine, sink, signal, work) {
        const workshop = (0,app_workshop/* openWorkshop */._)(machine, sink);
        try {
            return await work(new LocalImages(machine, workshop, signal));
        }
        finally {
            await workshop.close();
        }
    }
    async list() {
        return Promise.all((await this.#workshop.images.list()).map((image) => this.#summary(image)));
    }
    /** @throws UserError when there is no such image */
    async inspect(name) {
        const image = await this.#workshop.images.resolve(name);
        const { manifest, config } = await this.#read(image);
        return { summary: await this.#summary(image), config, manifest };
    }
    async history(name) {
        const { manifest, config } = await this.#read(await this.#workshop.images.resolve(name));
        const sizes = manifest.layers.map((layer) => layer.size);
        return (config.history ?? [])
            .map((entry) => ({ ...entry, size: entry.empty_layer === true ? 0 : (sizes.shift() ?? 0) }))
            .reverse();
    }
    tag(existing, name) {
        return this.#workshop.images.tag(existing, (0,oci_reference/* formatReference */.FH)((0,oci_reference/* withDefaultTag */._t)((0,oci_reference/* parseReference */.F2)(name))));
    }
    remove(name, force) {
        return this.#workshop.images.remove(name, force);
    }
    /** Writes images as an archive for `docker load`, which is an OCI archive too. */
    async save(name, file) {
        return (0,archive/* writeArchive */._d)(this.#workshop.content, await this.#named(name), file, this.#signal);
    }
    async *saveStream(name) {
        yield* (0,archive/* archive */.rD)(this.#workshop.content, await this.#named(name), this.#signal);
    }
    /** @returns the names of what was loaded, or ids where it had none */
    async load(source) {
        const store = this.#store();
        const loaded = typeof source === 'string'
            ? await loadArchiveFile(store, source, this.#signal)
            : await loadArchive(store, source, { label: 'standard input', signal: this.#signal });
        return loaded.flatMap((image) => image.references.length === 0 ? [image.imageId] : image.references.map(familiar));
    }
    /** @returns digest of the manifest */
    async push(name) {
        const { content, images, registry } = this.#workshop;
        const stored = await images.resolve(name);
        const { manifest, config, descriptor } = await this.#read(stored);
        const target = (0,oci_reference/* withDefaultTag */._t)((0,oci_reference/* parseReference */.F2)(name));
        const { digest } = await registry.pushImage({
            target: { registry: target.registry, repository: target.repository, tags: [target.tag ?? 'latest'] },
            manifest: { mediaType: descriptor.mediaType, bytes: await content.read(descriptor) },
            config: await content.read(manifest.config, MOST_CONFIG_BYTES),
            layers: (0,base_resolver/* layersOf */.w)({ manifest, config }).map((layer) => ({
                descriptor: layer.blob,
                open: () => content.open(layer.blob, this.#signal),
            })),
        }, this.#signal);
        return digest;
    }
    /** Fetches an image with its layers into the store. @returns digest of the manifest */
    async pull(name, platform) {
        const { content, images, registry, layers } = this.#workshop;
        const host = (0,oci_platform/* hostPlatform */.ol)(process.arch);
        const reference = (0,oci_reference/* withDefaultTag */._t)((0,oci_reference/* parseReference */.F2)(name));
        const wanted = platform === undefined ? host : (0,oci_platform/* parsePlatform */.FL)(platform, host);
        const image = await registry.resolve(reference, wanted, this.#signal);
        await Promise.all(image.layers.map(({ layer, source }) => {
            layers.addSource(layer, source);
            return layers.blobFile(layer, this.#signal);
        }));
        const { digest: imageId } = await content.put(image.configBytes);
        const { digest, size } = await content.put(image.manifestBytes);
        await images.add({ target: { mediaType: image.mediaType, digest, size }, imageId }, [(0,oci_reference/* formatReference */.FH)(reference)]);
        return digest;
    }
    /** @param all also the step cache, the unpacked layers and the cache mounts */
    async prune(all) {
        const cached = await record_store/* RecordStore */.p.layersIn(external_node_path_.join(this.#machine.root, 'cache'));
        const result = await prune(this.#store(), {
            all,
            cached: cached.map((layer) => ({ blob: layer.blob.digest, diffId: layer.diffId })),
        });
        if (all)
            await (0,promises_.rm)(external_node_path_.join(this.#machine.root, 'cache'), { recursive: true, force: true });
        return result;
    }
    #store() {
        const { folder, content, images } = this.#workshop;
        return { folder, content, images };
    }
    async #named(name) {
        const image = await this.#workshop.images.resolve(name);
        const full = image.references.find((reference) => reference === fullOrNothing(name));
        return { target: image.target, references: full === undefined ? image.references : [full] };
    }
    #read(image) {
        return (0,image_contents/* readImage */.AM)(this.#workshop.content, image.target, (0,oci_platform/* hostPlatform */.ol)(process.arch));
    }
    async #summary(image) {
        const { blobs } = await (0,image_contents/* imageContents */.Y9)(this.#workshop.content, image.target);
        const { config } = await this.#read(image);
        return {
            imageId: image.imageId,
            digest: image.target.digest,
            names: image.references.map(familiar),
            created: config.created ?? image.stored,
            size: blobs.reduce((sum, blob) => sum + blob.size, 0),
        };
    }
}
const MOST_CONFIG_BYTES = 8 * 1024 * 1024;
function familiar(reference) {
    return (0,oci_reference/* familiarName */.hG)((0,oci_reference/* parseReference */.F2)(reference));
}
/** A name in full; an id or a digest is none. */
function fullOrNothing(text) {
    try {
        return (0,oci_reference/* formatReference */.FH)((0,oci_reference/* withDefaultTag */._t)((0,oci_reference/* parseReference */.F2)(text)));
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 7144:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  N: () => (/* binding */ NamedContextSet)
});

// EXTERNAL MODULE: ./lib/context/directory-context.js + 4 modules
var directory_context = __nccwpck_require__(3604);
// EXTERNAL MODULE: ./lib/context/ignore-file.js
var ignore_file = __nccwpck_require__(7844);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __nccwpck_require__(9501);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __nccwpck_require__(4360);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __nccwpck_require__(261);
// EXTERNAL MODULE: ./lib/store/oci-index.js
var oci_index = __nccwpck_require__(3373);
;// CONCATENATED MODULE: ./lib/store/oci-layout-source.js









const DEFAULT_TAG = 'latest';
const CHUNK = 1024 * 1024;
/** An OCI layout directory that someone else wrote (image-spec, "OCI Image Layout"): its blobs are checked when read. */
class OciLayoutSource {
    #directory;
    /** @param directory absolute path */
    constructor(directory) {
        this.#directory = directory;
    }
    /**
     * The image's manifest or index. A digest alone counts where one is given; a tag is looked for by the annotations of
     * `index.json`, and a layout of one image is that image, whatever its tag (buildx, `--build-context`).
     *
     * @throws UserError when this is no layout, or has no such image
     */
    async find(choice) {
        if (choice.digest !== undefined) {
            const { digest } = choice;
            // It need not be in the index: any document among the blobs will do. What it is, it says itself.
            return { mediaType: '', digest, size: await this.#size(digest) };
        }
        const tag = choice.tag ?? DEFAULT_TAG;
        const manifests = await this.#manifests();
        const found = manifests.find((entry) => entry.annotations?.[oci_index/* IMAGE_NAME */.yc] === tag) ??
            manifests.find((entry) => entry.annotations?.[oci_index/* REF_NAME */.w5] === tag) ??
            (manifests.length === 1 ? manifests[0] : undefined);
        if (found !== undefined)
            return found;
        const tags = manifests.flatMap((entry) => entry.annotations?.[oci_index/* REF_NAME */.w5] ?? []);
        throw new errors/* UserError */.yo(`the OCI layout ${this.#directory} has no image with the tag ${tag}`, {
            hint: tags.length === 0 ? 'Name one by its digest: oci-layout://FOLDER@sha256:….' : `It has ${tags.join(', ')}.`,
        });
    }
    /** @throws UserError when the blob is missing or damaged */
    async read(descriptor, limit = manifest/* MAX_MANIFEST_SIZE */.L7) {
        if (descriptor.size > limit)
            throw this.#error(`its blob ${descriptor.digest} has more than ${limit} bytes`);
        const chunks = [];
        for await (const chunk of this.open(descriptor))
            chunks.push(chunk);
        return Buffer.concat(chunks);
    }
    /** A blob's bytes, checked while they are read: whoever gets to the end has the right ones. */
    async *open({ digest, size }, signal) {
        const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(digest));
        let seen = 0;
        try {
            const stream = (0,external_node_fs_.createReadStream)(this.#path(digest), { highWaterMark: CHUNK, signal });
            for await (const chunk of stream) {
                seen += chunk.length;
                if (seen > size)
                    break;
                hash.update(chunk);
                yield chunk;
            }
        }
        catch (error) {
            throw this.#fileError(`its blob ${digest} cannot be read`, error);
        }
        if (seen !== size || hash.digest('hex') !== (0,oci_digest/* digestHex */.sU)(digest))
            throw this.#error(`its blob ${digest} is damaged`);
    }
    async #manifests() {
        let bytes;
        try {
            bytes = await (0,promises_.readFile)((0,external_node_path_.join)(this.#directory, 'index.json'));
        }
        catch (error) {
            throw this.#fileError('it has no readable index.json', error);
        }
        const document = (0,manifest/* parseManifest */.Ng)(bytes, media_types/* OCI_INDEX */.$p);
        if (document.kind !== 'index')
            throw this.#error('its index.json is no index');
        return document.index.manifests;
    }
    async #size(digest) {
        try {
            return (await (0,promises_.stat)(this.#path(digest))).size;
        }
        catch (error) {
            throw this.#fileError(`it has no blob ${digest}`, error);
        }
    }
    #path(digest) {
        return (0,external_node_path_.join)(this.#directory, 'blobs', (0,oci_digest/* digestAlgorithm */.g4)(digest), (0,oci_digest/* digestHex */.sU)(digest));
    }
    #error(what) {
        return new errors/* UserError */.yo(`the OCI layout ${this.#directory} cannot be used: ${what}`);
    }
    #fileError(what, error) {
        const code = error instanceof Error ? error.code : undefined;
        if (code === undefined || code === 'ABORT_ERR')
            return error;
        if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EISDIR' && code !== 'EACCES') {
            return new errors/* InfraError */.Ri(`cannot read the OCI layout ${this.#directory}`, { cause: error });
        }
        return new errors/* UserError */.yo(`the OCI layout ${this.#directory} cannot be used: ${what}`, { cause: error });
    }
}

// EXTERNAL MODULE: ./lib/store/image-contents.js
var image_contents = __nccwpck_require__(2763);
// EXTERNAL MODULE: ./lib/app/base-resolver.js
var base_resolver = __nccwpck_require__(89);
;// CONCATENATED MODULE: ./lib/app/named-contexts.js






/** The contexts of `--build-context`. Directories are looked at first of all; everything else when a stage needs it. */
class NamedContextSet {
    names;
    #specs;
    #parts;
    #directories = new Map();
    /** @throws UserError when a directory does not exist, or a line of its .dockerignore is no pattern */
    constructor(specs, parts) {
        this.#specs = new Map(Object.entries(specs));
        this.#parts = parts;
        this.names = [...this.#specs.keys()];
        for (const [name, spec] of this.#specs) {
            if (spec.kind === 'directory')
                this.#directories.set(name, this.#openDirectory(name, spec.path));
        }
    }
    async open(name, platform, signal) {
        const spec = this.#specs.get(name);
        switch (spec?.kind) {
            case undefined:
                throw new errors/* UserError */.yo(`there is no build context ${name}`);
            case 'directory':
                return { kind: 'files', files: this.#directory(name, spec.path) };
            case 'image':
                if (spec.reference === 'scratch')
                    return { kind: 'scratch' };
                return { kind: 'image', image: await this.#parts.bases.resolve(spec.reference, platform, signal) };
            case 'layout':
                return this.#openLayout(name, spec, platform);
            case 'git':
            case 'download':
                throw new errors/* UserError */.yo(`build context ${name}: what is not on this machine cannot be fetched yet`);
        }
    }
    #directory(name, directory) {
        return this.#directories.get(name) ?? this.#openDirectory(name, directory);
    }
    #openDirectory(name, directory) {
        try {
            const { signal } = this.#parts;
            // The name of the Dockerfile has no say here: only the directory's own file counts.
            const ignore = (0,ignore_file/* loadIgnoreFile */.F)(directory, undefined);
            return directory_context/* DirectoryContext */.n.open({ root: directory, ignore, label: labelOf(name), signal });
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
            throw new errors/* UserError */.yo(`${labelOf(name)}: ${error.message}`, { cause: error, hint: error.hint });
        }
    }
    async #openLayout(name, spec, platform) {
        const layout = new OciLayoutSource(spec.directory);
        const image = await (0,image_contents/* readImage */.AM)(layout, await layout.find(spec), platform);
        const layers = (0,base_resolver/* layersOf */.w)(image);
        for (const layer of layers)
            this.#parts.layers.addFile(layer, (signal) => layout.open(layer.blob, signal));
        return { kind: 'image', image: { reference: name, digest: image.descriptor.digest, config: image.config, layers } };
    }
}
function labelOf(name) {
    return `build context ${name}`;
}


/***/ }),

/***/ 1013:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ openContext)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./lib/context/directory-context.js + 4 modules
var directory_context = __nccwpck_require__(3604);
// EXTERNAL MODULE: ./lib/layer/ignore-patterns.js + 3 modules
var ignore_patterns = __nccwpck_require__(17);
// EXTERNAL MODULE: ./lib/layer/name.js
var layer_name = __nccwpck_require__(2150);
// EXTERNAL MODULE: ./lib/context/breather.js
var context_breather = __nccwpck_require__(1914);
;// CONCATENATED MODULE: ./lib/context/context-size.js





/**
 * Adds up what .dockerignore leaves of a directory. All top folders are walked side by side, level by level, so that a limit
 * that ends the walk has still seen something of each. What cannot be read counts as nothing.
 *
 * @param limits 200,000 entries and 2 s where it says nothing
 */
async function measureContext(root, ignore, limits = {}) {
    const matcher = ignore_patterns/* IgnoreMatcher */.Ds.of(ignore);
    const breather = new context_breather/* Breather */.i(limits.signal);
    const end = performance.now() + (limits.maxMilliseconds ?? 2000);
    const maxEntries = limits.maxEntries ?? 200_000;
    const folders = new Map();
    const queue = [{ path: '', verdict: matcher.root }];
    let bytes = 0;
    let entries = 0;
    const result = (complete) => ({
        bytes,
        entries,
        complete,
        folders: [...folders.values()].sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1)),
    });
    for (let next = 0; next < queue.length; next++) {
        const directory = queue[next];
        if (directory === undefined)
            break;
        for (const name of namesOrNothing((0,external_node_path_.join)(root, directory.path))) {
            await breather.pause();
            if (entries >= maxEntries || performance.now() > end)
                return result(false);
            const path = directory.path === '' ? name : `${directory.path}/${name}`;
            const verdict = matcher.matchesBelow(directory.verdict, path);
            if (verdict.excluded && !matcher.mayContainIncluded(path))
                continue;
            const stats = statsOrNothing((0,external_node_path_.join)(root, path));
            if (stats?.isDirectory() === true)
                queue.push({ path, verdict });
            if (stats === undefined || verdict.excluded)
                continue;
            const size = stats.isFile() ? stats.size : 0;
            bytes += size;
            entries++;
            const [top = ''] = path.split('/', 1);
            if (top === path && !stats.isDirectory())
                continue;
            const folder = folders.get(top) ?? { path: top, bytes: 0, entries: 0 };
            folder.bytes += size;
            folder.entries++;
            folders.set(top, folder);
        }
    }
    return result(true);
}
/** From here, a context is worth a warning: a build that copies all of it would take its time for reading alone. */
const LARGE_BYTES = 1024 ** 3;
const LARGE_ENTRIES = 100_000;
/** The warning for a context that is the root of the machine or very large, in the form of a `warning` event. */
function contextWarning(root, size) {
    const isRoot = root === (0,external_node_path_.parse)(root).root;
    if (!isRoot && size.bytes < LARGE_BYTES && size.entries < LARGE_ENTRIES)
        return undefined;
    const amount = `${size.complete ? '' : 'at least '}${megabytes(size.bytes)} in ${size.entries} entries`;
    const largest = size.folders.slice(0, 5).map((folder) => `${(0,layer_name/* displayName */.QC)(folder.path)}/ ${megabytes(folder.bytes)}`);
    return {
        message: `the build context is ${isRoot ? `the root directory ${root}` : 'very large'}: ${amount}` +
            (largest.length === 0 ? '' : `; largest: ${largest.join(', ')}`),
        hint: 'Name what the build does not need in .dockerignore, or give a smaller directory as the context.',
    };
}
function megabytes(bytes) {
    return `${(bytes / 1e6).toFixed(1)} MB`;
}
function namesOrNothing(directory) {
    try {
        return (0,layer_name/* readNames */.r6)(directory);
    }
    catch {
        return [];
    }
}
function statsOrNothing(path) {
    try {
        return (0,external_node_fs_.lstatSync)((0,layer_name/* fsPath */.Jk)(path), { throwIfNoEntry: false });
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/context/ignore-file.js
var ignore_file = __nccwpck_require__(7844);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/layer/decompress.js + 2 modules
var decompress = __nccwpck_require__(9710);
// EXTERNAL MODULE: ./lib/layer/tar-block.js
var tar_block = __nccwpck_require__(3330);
// EXTERNAL MODULE: ./lib/layer/tar-reader.js + 2 modules
var tar_reader = __nccwpck_require__(863);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __nccwpck_require__(9501);
;// CONCATENATED MODULE: ./lib/context/tar-files.js






/** More members than this are an attack on memory, not a context. */
const MAX_ENTRIES = 1_000_000;
const CHUNK = 512 * 1024;
const EMPTY_FILE = { size: 0, mtimeMs: 0, inode: 0 };
/**
 * An unpacked tar: entries in memory, the bytes of all files behind each other in one file. Names, links, modes and owners
 * of the archive thus never meet the file system, and an ordinary user keeps what only root could unpack.
 */
class TarFiles {
    #nodes = new Map([['', directoryNode('', 0o755, 0)]]);
    #contentFile;
    #fd;
    #end = 0;
    #current;
    /** @param contentFile absolute path of a file that is made for the bytes, and that must not exist */
    constructor(contentFile) {
        this.#contentFile = contentFile;
        this.#fd = (0,external_node_fs_.openSync)(contentFile, 'wx+', 0o600);
    }
    entry(header) {
        const { path, mode, mtime } = header;
        const metadata = { path, mode, uid: 0, gid: 0, mtime };
        switch (header.typeflag) {
            case '0': {
                const extent = { offset: this.#end, size: header.size, digest: NO_DIGEST };
                this.#current = { extent, hash: (0,external_node_crypto_.createHash)('sha256') };
                this.#put({ entry: { ...metadata, type: 'file', size: header.size }, extent });
                return;
            }
            case '1': {
                this.#link(header);
                return;
            }
            case '2': {
                this.#put({ entry: { ...metadata, mode: 0o777, type: 'symlink', target: header.linkname } });
                return;
            }
            case '3':
            case '4': {
                this.#put({
                    entry: {
                        ...metadata,
                        type: header.typeflag === '3' ? 'char' : 'block',
                        major: header.major,
                        minor: header.minor,
                    },
                });
                return;
            }
            case '5': {
                const before = this.#nodes.get(path)?.children;
                this.#put(directoryNode(path, mode, mtime, before));
                return;
            }
            case '6': {
                this.#put({ entry: { ...metadata, type: 'fifo' } });
                return;
            }
            default:
                // Anything else (a volume label, a continuation) is no part of a tree.
                return;
        }
    }
    data(chunk) {
        if (this.#current === undefined)
            return;
        this.#current.hash.update(chunk);
        for (let at = 0; at < chunk.length;)
            at += (0,external_node_fs_.writeSync)(this.#fd, chunk, at, chunk.length - at, this.#end + at);
        this.#end += chunk.length;
    }
    end() {
        if (this.#current !== undefined)
            this.#current.extent.digest = (0,digest/* digestOfHex */.z9)(this.#current.hash.digest('hex'));
        this.#current = undefined;
    }
    read(path) {
        const entry = this.#nodes.get(path)?.entry;
        return entry === undefined ? undefined : { entry, identity: EMPTY_FILE, readable: false };
    }
    names(path) {
        return [...(this.#nodes.get(path)?.children ?? [])];
    }
    /** Of a regular file; undefined where there is none. */
    digest(path) {
        return this.#nodes.get(path)?.extent?.digest;
    }
    /** Where a regular file's bytes begin, to read many files in one sweep. */
    offset(path) {
        return this.#nodes.get(path)?.extent?.offset ?? 0;
    }
    /** The bytes of a regular file; a chunk is valid until the next one is asked for. */
    *content(path) {
        const extent = this.#nodes.get(path)?.extent;
        if (extent === undefined)
            return;
        const buffer = Buffer.allocUnsafe(Math.min(extent.size, CHUNK));
        for (let done = 0; done < extent.size;) {
            const count = (0,external_node_fs_.readSync)(this.#fd, buffer, 0, Math.min(buffer.length, extent.size - done), extent.offset + done);
            if (count === 0)
                throw new errors/* InfraError */.Ri(`${this.#contentFile} was cut off while the build was using it`);
            done += count;
            yield buffer.subarray(0, count);
        }
    }
    /** The file that `path` leads to, links followed inside of the archive: for the Dockerfile and its .dockerignore. */
    fileAt(path) {
        let at = '';
        const names = path.split('/');
        for (let links = 0, name = names.shift(); name !== undefined; name = names.shift()) {
            at = external_node_path_.posix.join('/', at, name).slice(1);
            const entry = this.#nodes.get(at)?.entry;
            if (entry?.type !== 'symlink')
                continue;
            if (++links > 40)
                return undefined;
            names.unshift(...entry.target.split('/'));
            at = entry.target.startsWith('/') ? '' : parentOf(at);
        }
        return this.#nodes.get(at)?.extent === undefined ? undefined : Buffer.concat([...this.content(at)].map(copy));
    }
    /** Closes the content file; nothing can be read afterwards. */
    close() {
        (0,external_node_fs_.closeSync)(this.#fd);
    }
    #link(header) {
        const target = this.#nodes.get(header.linkname);
        if (target?.extent === undefined || target.entry.type !== 'file') {
            throw new errors/* UserError */.yo(`the context on standard input has a hard link ${(0,layer_name/* displayName */.QC)(header.path)} to ${(0,layer_name/* displayName */.QC)(header.linkname)}, which is no file before it`);
        }
        this.#put({ entry: { ...target.entry, path: header.path }, extent: target.extent });
    }
    /** Later members win, as they do when a tar is unpacked. */
    #put(node) {
        const { path } = node.entry;
        if (path === '') {
            if (node.children === undefined)
                throw new errors/* UserError */.yo('the context on standard input has a root that is no directory');
            this.#nodes.set('', node);
            return;
        }
        if (this.#nodes.size >= MAX_ENTRIES) {
            throw new errors/* UserError */.yo(`the context on standard input has more than ${MAX_ENTRIES} entries`);
        }
        this.#parent(path, (0,layer_name/* displayName */.QC)(path)).add(path.slice(path.lastIndexOf('/') + 1));
        if (node.children === undefined)
            this.#remove(path);
        this.#nodes.set(path, node);
    }
    /** The names of the directory around `path`, which is made where the archive does not have it. */
    #parent(path, shown) {
        const parent = parentOf(path);
        const node = this.#nodes.get(parent);
        if (node?.children !== undefined)
            return node.children;
        if (node !== undefined) {
            throw new errors/* UserError */.yo(`the context on standard input has ${shown} below ${(0,layer_name/* displayName */.QC)(parent)}, which is no directory`);
        }
        this.#parent(parent, shown).add(parent.slice(parent.lastIndexOf('/') + 1));
        const children = new Set();
        this.#nodes.set(parent, directoryNode(parent, 0o755, 0, children));
        return children;
    }
    #remove(path) {
        for (const name of this.#nodes.get(path)?.children ?? [])
            this.#remove(`${path}/${name}`);
        this.#nodes.delete(path);
    }
}
/** Stands until a member's last byte has come. */
const NO_DIGEST = (0,digest/* digestOfHex */.z9)('0'.repeat(64));
function directoryNode(path, mode, mtime, children = new Set()) {
    return { entry: { path, mode, uid: 0, gid: 0, mtime, type: 'directory' }, children };
}
function parentOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
function copy(chunk) {
    return Buffer.from(chunk);
}

;// CONCATENATED MODULE: ./lib/context/standard-input.js







/** As much as anyone would write by hand, many times over. */
const MAX_DOCKERFILE = 16 * 1024 * 1024;
/**
 * Reads the context that was given as `-`. As with docker, the first bytes decide: a compressed stream (gzip, bzip2, xz,
 * zstd) or a tar header is an archive, anything else is the text of a Dockerfile, whose context is then empty.
 *
 * @throws UserError when nothing came, or an archive that is damaged
 */
async function readStandardInput(stream, options) {
    const { start, rest } = await peek(stream, tar_block/* BLOCK */.IE);
    if (start.length === 0) {
        throw new errors/* UserError */.yo('nothing came on standard input', {
            hint: 'Pipe a Dockerfile or a tar of the context into the build, or give a directory instead of "-".',
        });
    }
    (0,external_node_fs_.mkdirSync)(options.directory, { recursive: true });
    const files = new TarFiles((0,external_node_path_.join)(options.directory, 'content'));
    try {
        if (!isArchive(start))
            return { kind: 'dockerfile', text: await readDockerfile(rest), files };
        await unpack(rest, files, options.signal);
        return { kind: 'archive', files };
    }
    catch (error) {
        files.close();
        throw error;
    }
}
/**
 * A Dockerfile from standard input (`-f -`, or `-` as the context).
 *
 * @throws UserError when it is larger than any Dockerfile
 */
async function readDockerfile(stream) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        size += chunk.length;
        if (size > MAX_DOCKERFILE)
            throw new errors/* UserError */.yo('the Dockerfile on standard input is larger than 16 MiB');
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
async function unpack(stream, files, signal) {
    const label = 'the build context on standard input';
    const reader = new tar_reader/* TarReader */.R(files, label);
    try {
        for await (const chunk of (0,decompress/* decompress */.m)(stream, { label, signal })) {
            signal?.throwIfAborted();
            reader.write(chunk);
        }
        reader.finish();
    }
    catch (error) {
        // Whatever is wrong with the archive, it is the user's.
        if (error instanceof errors/* InfraError */.Ri)
            throw new errors/* UserError */.yo(error.message, { cause: error, hint: error.hint });
        if (error.syscall === undefined)
            throw error;
        throw new errors/* InfraError */.Ri(`cannot unpack ${label}`, { cause: error });
    }
}
function isArchive(start) {
    if ((0,decompress/* detectCompression */.I)(start) !== 'none')
        return true;
    if (start.length < tar_block/* BLOCK */.IE)
        return false;
    // `tar c -T /dev/null` makes nothing but zeros: an empty context.
    if ((0,tar_block/* isZeroBlock */.ei)(start.subarray(0, tar_block/* BLOCK */.IE)))
        return true;
    try {
        (0,tar_block/* parseHeaderBlock */.gE)(start.subarray(0, tar_block/* BLOCK */.IE));
        return true;
    }
    catch (error) {
        if (error instanceof tar_block/* InvalidTar */.ZV)
            return false;
        throw error;
    }
}
/** The first bytes of a stream, at least `size` where it has as many, and the whole stream again. */
async function peek(stream, size) {
    const iterator = stream[Symbol.asyncIterator]();
    const chunks = [];
    let have = 0;
    while (have < size) {
        const next = await iterator.next();
        if (next.done === true)
            break;
        chunks.push(next.value);
        have += next.value.length;
    }
    async function* whole() {
        try {
            yield* chunks;
            for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
                yield next.value;
        }
        finally {
            await iterator.return?.();
        }
    }
    return { start: Buffer.concat(chunks), rest: whole() };
}

// EXTERNAL MODULE: ./lib/context/visible-tree.js
var visible_tree = __nccwpck_require__(6962);
;// CONCATENATED MODULE: ./lib/context/tar-context.js



/** A tar from standard input as a build context: owners are 0:0 as for a directory, modes and times are the archive's. */
class TarContext {
    label;
    #files;
    #tree;
    constructor(options) {
        this.label = options.label ?? 'the build context';
        this.#files = options.files;
        this.#tree = new visible_tree/* VisibleTree */.J(options.files, options.ignore, new context_breather/* Breather */.i(options.signal));
    }
    async lstat(path) {
        return (await this.#tree.visible(path))?.entry;
    }
    readdir(path) {
        return this.#tree.names(path);
    }
    ignoredBy(path) {
        return this.#tree.ignoredBy(path);
    }
    /** They were made when the archive was read. */
    async digests(paths) {
        const digests = new Map();
        for (const path of paths)
            digests.set(path, (await this.#file(path)).digest);
        return digests;
    }
    /** In the order of the archive. */
    async *contents(paths) {
        const inOrder = [...new Set(paths)].sort((a, b) => this.#files.offset(a) - this.#files.offset(b));
        for (const path of inOrder) {
            const { size } = await this.#file(path);
            yield { path, size, data: this.#files.content(path) };
        }
    }
    async #file(path) {
        const entry = (await this.#tree.visible(path))?.entry;
        const digest = this.#files.digest(path);
        if (entry?.type !== 'file' || digest === undefined) {
            throw new errors/* EngineBug */.Bp(`${JSON.stringify(path)} is no regular file of ${this.label}`);
        }
        return { size: entry.size, digest };
    }
}

;// CONCATENATED MODULE: ./lib/app/open-context.js









const DEFAULT_NAME = 'Dockerfile';
/**
 * @param tempDir folder for the content of a tar from standard input; removed by the caller
 * @throws UserError when there is no such directory or Dockerfile
 */
async function openContext(options, tempDir, signal) {
    const { context, dockerfile } = options;
    if (context.kind === 'stdin')
        return openStandardInput(context.stream, dockerfile, tempDir, signal);
    return openDirectory(context.path, dockerfile, signal);
}
async function openDirectory(root, dockerfile, signal) {
    const file = orInLowerCase(dockerfile ?? external_node_path_.join(root, DEFAULT_NAME));
    const ignore = (0,ignore_file/* loadIgnoreFile */.F)(root, file);
    const context = directory_context/* DirectoryContext */.n.open({ root, ignore, signal });
    return {
        context,
        ignore,
        dockerfile: { text: await readDockerfileAt(file), name: nameOf(root, file) },
        identity: `${context.root}:${file}`,
        measure: async (stop) => contextWarning(context.root, await measureContext(context.root, ignore, { signal: stop, maxMilliseconds: 1000 })),
    };
}
/** `dockerfile` serves where there is no `Dockerfile`, as with BuildKit (frontend/dockerui). */
function orInLowerCase(file) {
    if (external_node_path_.basename(file) !== DEFAULT_NAME || (0,external_node_fs_.existsSync)(file))
        return file;
    const lower = external_node_path_.join(external_node_path_.dirname(file), DEFAULT_NAME.toLowerCase());
    return (0,external_node_fs_.existsSync)(lower) ? lower : file;
}
async function openStandardInput(stream, dockerfile, tempDir, signal) {
    const input = await readStandardInput(stream, { directory: external_node_path_.join(tempDir, 'context'), signal });
    if (input.kind === 'dockerfile') {
        const context = new TarContext({ files: input.files, ignore: [], signal });
        return {
            context,
            ignore: [],
            dockerfile: { text: input.text, name: 'Dockerfile on standard input' },
            identity: '-',
        };
    }
    const name = dockerfile === undefined ? DEFAULT_NAME : external_node_path_.basename(dockerfile);
    const text = input.files.fileAt(name);
    if (text === undefined) {
        throw new errors/* UserError */.yo(`failed to read ${name}: there is no such file in the tar on standard input`, {
            hint: 'Pack it at the top of the tar, or name it with --file.',
        });
    }
    const ignore = (0,ignore_file/* ignoreFileOf */.k)(input.files, name);
    const context = new TarContext({ files: input.files, ignore, signal });
    return { context, ignore, dockerfile: { text, name }, identity: '-' };
}
async function readDockerfileAt(file) {
    try {
        return await (0,promises_.readFile)(file);
    }
    catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        throw new errors/* UserError */.yo(`failed to read the Dockerfile ${file}: ${reasonOf(code)}`, {
            cause: error,
            hint: 'Name it with --file PATH.',
        });
    }
}
function reasonOf(code) {
    switch (code) {
        case 'ENOENT':
        case 'ENOTDIR':
            return 'there is no such file';
        case 'EISDIR':
            return 'it is a directory';
        case 'EACCES':
            return 'permission denied';
        default:
            return code;
    }
}
/** As people call it: relative to the context when it lies in it. */
function nameOf(root, file) {
    const relative = external_node_path_.relative(root, file);
    return relative.startsWith('..') || external_node_path_.isAbsolute(relative) ? file : relative;
}


/***/ }),

/***/ 1235:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  z: () => (/* binding */ planBuilds)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/blank.js
var blank = __nccwpck_require__(3680);
// EXTERNAL MODULE: ./lib/dockerfile/excerpt.js
var excerpt = __nccwpck_require__(259);
;// CONCATENATED MODULE: ./lib/dockerfile/directives.js



/**
 * Reads the parser directives at the top of a Dockerfile (Dockerfile reference, "Parser directives"). The first line that is
 * none ends them, be it a comment, an empty line or an unknown directive.
 *
 * @throws UserError for a directive that is given twice, and for an unknown escape character
 */
function readDirectives(lines, file) {
    const found = new Map();
    for (const [index, line] of lines.entries()) {
        const directive = readDirective(line);
        if (directive === undefined)
            break;
        const fail = (message, hint) => new errors/* UserError */.yo(message, {
            location: { file, line: index + 1 },
            excerpt: (0,excerpt/* excerptOf */.z)(lines, { start: index + 1, end: index + 1 }),
            hint,
        });
        if (found.has(directive.name)) {
            throw fail(`only one ${directive.name} parser directive can be used`, 'Remove the second one.');
        }
        if (directive.name === 'escape' && directive.value !== '\\' && directive.value !== '`') {
            throw fail(`invalid escape token '${directive.value}' does not match \` or \\`);
        }
        found.set(directive.name, directive.value);
    }
    const syntax = found.get('syntax');
    const check = found.get('check');
    const directives = {
        escape: found.get('escape') === '`' ? '`' : '\\',
        ...(syntax === undefined ? {} : { syntax }),
        ...(check === undefined ? {} : { check }),
    };
    return { directives, count: found.size };
}
function readDirective(line) {
    const text = (0,blank/* trimStart */.Dw)(line);
    if (!text.startsWith('#'))
        return undefined;
    const match = /^([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S(?:.*\S)?)\s*$/s.exec((0,blank/* trimStart */.Dw)(text.slice(1)));
    const name = match?.[1]?.toLowerCase();
    const value = match?.[2];
    if (value === undefined)
        return undefined;
    return name === 'syntax' || name === 'escape' || name === 'check' ? { name, value } : undefined;
}

;// CONCATENATED MODULE: ./lib/dockerfile/logical-lines.js


/** BuildKit reads no longer line; bytes, without the line's end. */
const LONGEST_LINE = 65_535;
/**
 * Cuts a Dockerfile into instructions, one call after another. Comments and blank lines between continued lines are dropped;
 * the body of a here-document is taken as it stands.
 */
class LineReader {
    #lines;
    #escape;
    #at = 0;
    #start = 1;
    #directives;
    #comments = [];
    /**
     * @param lines of the file, each with its line end
     * @param directives how many of the first lines hold parser directives, which are no comments
     */
    constructor(lines, escape, directives) {
        this.#lines = lines;
        this.#escape = escape;
        this.#directives = directives;
    }
    /** The first line of what was read last, counted from 1. */
    get start() {
        return this.#start;
    }
    /** The last line that was read; 0 before the first. */
    get line() {
        return this.#at;
    }
    /**
     * The next instruction, or nothing at the end of the file.
     *
     * @throws UserError without a place (it is `start` to `line`) for a line that is too long
     */
    next() {
        while (this.#at < this.#lines.length) {
            this.#start = this.#at + 1;
            const line = this.#take();
            const first = (0,blank/* trimStart */.Dw)(withoutEnd(line));
            if (first.startsWith('#')) {
                this.#comment(line);
                continue;
            }
            const { text, continued } = this.#cutContinuation(first);
            if (continued)
                return { ...this.#continued(text), comments: this.#takeComments() };
            if (text !== '')
                return { text, emptyContinuation: false, comments: this.#takeComments() };
        }
        return undefined;
    }
    /**
     * The body of a here-document that begins at the next line, with its line ends; the line that ends it is read too.
     *
     * @throws UserError without a place when no line ends it
     */
    heredocBody(mark) {
        const from = this.#at;
        while (this.#at < this.#lines.length) {
            const line = withoutEnd(this.#take());
            if ((mark.chomp ? line.replace(/^\t+/, '') : line) === mark.name) {
                return this.#lines.slice(from, this.#at - 1).join('');
            }
        }
        throw new errors/* UserError */.yo(`unterminated heredoc: there is no line ${mark.name}`, {
            hint: `End it with a line that holds nothing but ${mark.name}.`,
        });
    }
    #comment(line) {
        if (this.#at <= this.#directives)
            return;
        // As in BuildKit, the first character goes even where it is a blank before the `#`.
        const comment = (0,blank/* trim */.Bq)(line.slice(1));
        if (comment === '')
            this.#comments = [];
        else
            this.#comments.push(comment);
    }
    #takeComments() {
        const comments = this.#comments;
        this.#comments = [];
        return comments;
    }
    #continued(first) {
        const parts = [first];
        let emptyContinuation = false;
        while (this.#at < this.#lines.length) {
            const line = withoutEnd(this.#take());
            const bare = (0,blank/* trimStart */.Dw)(line);
            if (bare.startsWith('#'))
                continue;
            if (bare === '') {
                emptyContinuation = true;
                continue;
            }
            const { text, continued } = this.#cutContinuation(line);
            parts.push(text);
            if (!continued)
                break;
        }
        return { text: parts.join(''), emptyContinuation };
    }
    #take() {
        const line = this.#lines[this.#at++] ?? '';
        if (line.length * 3 > LONGEST_LINE && Buffer.byteLength(line.replace(/\n$/, '')) > LONGEST_LINE) {
            this.#start = this.#at;
            throw new errors/* UserError */.yo(`dockerfile line greater than max allowed size of ${LONGEST_LINE}`, {
                hint: 'Break it into several lines, each but the last with the escape character at its end.',
            });
        }
        return line;
    }
    /** The escape character as the last thing of a line, blanks aside, continues it; not so after another escape character. */
    #cutContinuation(line) {
        let end = line.length;
        while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t'))
            end -= 1;
        if (line[end - 1] !== this.#escape || line[end - 2] === this.#escape)
            return { text: line, continued: false };
        return { text: line.slice(0, end - 1), continued: true };
    }
}
function withoutEnd(line) {
    // Not by an end-anchored pattern, which is quadratic on runs of carriage returns.
    let end = line.length;
    while (end > 0 && (line[end - 1] === '\n' || line[end - 1] === '\r'))
        end -= 1;
    return line.slice(0, end);
}
/** Splits a text into its lines, each with its end. */
function splitLines(text) {
    return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __nccwpck_require__(7137);
;// CONCATENATED MODULE: ./lib/dockerfile/csv.js

/**
 * A line of comma-separated values as Go's encoding/csv reads one: a field in double quotes may hold commas, and `""` for a
 * quote.
 *
 * @param what for errors: `mounts`, `devices`
 * @throws UserError without a place for an empty text, and for quotes that are open or in the middle of a field
 */
function csvFields(text, what) {
    if (text === '')
        throw new place/* WordError */.N(`failed to parse csv ${what}: the value is empty`, text);
    const fields = [];
    for (let at = 0; at <= text.length;) {
        const end = text.charAt(at) === '"' ? quotedEnd(text, at, what) : plainEnd(text, at, what);
        const written = text.slice(at, end);
        fields.push(fieldOf(written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written));
        at = end + 1;
    }
    return fields;
}
/** Where the comma behind the field is, or the end of the text. */
function plainEnd(text, from, what) {
    const comma = text.indexOf(',', from);
    const end = comma < 0 ? text.length : comma;
    const field = text.slice(from, end);
    if (!field.includes('"'))
        return end;
    throw new place/* WordError */.N(`failed to parse csv ${what}: bare " in ${JSON.stringify(field)}`, text, {
        hint: 'Put the whole field into double quotes.',
    });
}
function quotedEnd(text, from, what) {
    let at = from + 1;
    for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0)
            break;
        const next = text.charAt(quote + 1);
        if (next === '' || next === ',')
            return quote + 1;
        if (next !== '"')
            break;
        at = quote + 2;
    }
    throw new place/* WordError */.N(`failed to parse csv ${what}: ${JSON.stringify(text.slice(from))}`, text, {
        hint: 'A quoted field ends with a double quote, and then a comma or nothing.',
    });
}
function fieldOf(text) {
    const equals = text.indexOf('=');
    return equals < 0
        ? { key: text.toLowerCase(), value: undefined, text }
        : { key: text.slice(0, equals).toLowerCase(), value: text.slice(equals + 1), text };
}
/** strconv.ParseBool; a field without a value is true. */
function booleanField(key, value) {
    if (value === undefined || /^(?:1|t|T|TRUE|true|True)$/.test(value))
        return true;
    if (/^(?:0|f|F|FALSE|false|False)$/.test(value))
        return false;
    throw new place/* WordError */.N(`invalid value for ${key}: ${value}`, `${key}=${value}`, { hint: 'Write true or false.' });
}

// EXTERNAL MODULE: ./lib/dockerfile/nearest.js
var nearest = __nccwpck_require__(7768);
;// CONCATENATED MODULE: ./lib/dockerfile/device.js



const KEYS = ['name', 'required'];
/** @throws UserError without a place for unknown fields, and for a second name */
function parseDevice(text) {
    let name = '';
    let required = false;
    for (const field of csvFields(text, 'devices')) {
        const { key, value } = field;
        if (key === 'required')
            required = booleanField(key, value);
        else if (key === 'name' && value !== undefined) {
            if (name !== '')
                throw new place/* WordError */.N(`device name already set to ${name}`, field.text);
            name = value;
        }
        else if (name === '') {
            // A device's own name may hold a `=`.
            name = field.text;
        }
        else if (value === undefined) {
            throw new place/* WordError */.N(`invalid field '${field.text}' must be a key=value pair`, field.text);
        }
        else {
            throw new place/* WordError */.N(`unexpected key '${key}' in '${field.text}'`, field.text, { hint: (0,nearest/* didYouMean */.a)(key, KEYS) });
        }
    }
    return { name, required };
}

;// CONCATENATED MODULE: ./lib/dockerfile/flags.js



/** Takes the `--flag` words from the front of an instruction's arguments; quotes and escapes in them are resolved. */
function takeFlags(text, escape) {
    const flags = [];
    let rest = (0,blank/* trimStart */.Dw)(text);
    while (rest.startsWith('--')) {
        const { word, length } = readWord(rest, escape);
        const after = rest.slice(length);
        if (word === '--')
            return { flags, rest: after };
        flags.push(word);
        rest = (0,blank/* trimStart */.Dw)(after);
    }
    return { flags, rest };
}
function readWord(text, escape) {
    const parts = [];
    let quote;
    let at = 0;
    for (; at < text.length; at++) {
        const char = text.charAt(at);
        if (quote === undefined && (0,blank/* isBlank */.z3)(char))
            break;
        if (quote === undefined && (char === '"' || char === "'"))
            quote = char;
        else if (char === quote)
            quote = undefined;
        else if (char === escape) {
            at += 1;
            parts.push(text.charAt(at));
        }
        else
            parts.push(char);
    }
    return { word: parts.join(''), length: at };
}
/** The values of an instruction's flags, after each was checked against what the instruction knows. */
class Flags {
    #texts = new Map();
    #lists = new Map();
    constructor() {
        // Only `read` makes one.
    }
    /** @throws UserError for a flag that is unknown, given twice, or without the value it needs */
    static read(words, known) {
        const flags = new Flags();
        for (const word of words)
            flags.#add(word, known);
        return flags;
    }
    text(name) {
        return this.#texts.get(name);
    }
    list(name) {
        return this.#lists.get(name) ?? [];
    }
    boolean(name) {
        const text = this.#texts.get(name);
        return text === undefined ? undefined : text === 'true';
    }
    #append(name, value) {
        const list = this.#lists.get(name);
        if (list === undefined)
            this.#lists.set(name, [value]);
        else
            list.push(value);
    }
    #add(word, known) {
        const equals = word.indexOf('=');
        const flag = equals < 0 ? word : word.slice(0, equals);
        const value = equals < 0 ? undefined : word.slice(equals + 1);
        const name = flag.slice(2);
        const kind = Object.hasOwn(known, name) ? known[name] : undefined;
        if (kind === undefined)
            throw unknownFlag(flag, Object.keys(known));
        if (kind !== 'list' && this.#texts.has(name))
            throw new place/* WordError */.N(`duplicate flag specified: ${flag}`, word);
        if (kind === 'boolean')
            this.#texts.set(name, booleanOf(flag, value));
        else if (value === undefined) {
            throw new place/* WordError */.N(`missing a value on flag: ${flag}`, flag, { hint: `Write it as ${flag}=VALUE.` });
        }
        else if (kind === 'text')
            this.#texts.set(name, value);
        else
            this.#append(name, value);
    }
}
function booleanOf(flag, value) {
    if (value === undefined)
        return 'true';
    if (value === '')
        throw new place/* WordError */.N(`missing a value on flag: ${flag}`, `${flag}=`);
    const lower = value.toLowerCase();
    if (lower !== 'true' && lower !== 'false') {
        throw new place/* WordError */.N(`expecting boolean value for flag ${flag}, not: ${value}`, `${flag}=${value}`, {
            hint: 'Write true or false.',
        });
    }
    return lower;
}
function unknownFlag(flag, known) {
    const names = known.map((name) => `--${name}`);
    const hint = (0,nearest/* didYouMean */.a)(flag, names) ??
        (names.length === 0 ? 'This instruction takes no flags.' : `It takes ${names.join(', ')}.`);
    return new place/* WordError */.N(`unknown flag: ${flag}`, flag, { hint });
}

;// CONCATENATED MODULE: ./lib/dockerfile/words.js


/** Splits at blanks outside quotes; quotes and escapes stay, since expansion needs them. */
function splitWords(text, escape) {
    const words = [];
    let word;
    let quote;
    const chars = [...text];
    for (let at = 0; at < chars.length; at++) {
        const char = chars[at] ?? '';
        if (quote === undefined && (0,blank/* isBlank */.z3)(char)) {
            if (word !== undefined)
                words.push(word.join(''));
            word = undefined;
            continue;
        }
        word ??= [];
        if (quote === undefined && (char === '"' || char === "'"))
            quote = char;
        else if (char === quote)
            quote = undefined;
        else if (char === escape && quote !== "'") {
            // An escape at the very end stands for nothing.
            if (at + 1 === chars.length)
                break;
            word.push(char, chars[++at] ?? '');
            continue;
        }
        word.push(char);
    }
    if (word !== undefined && word.length > 0)
        words.push(word.join(''));
    return words;
}
/** Splits at blanks only; nothing for an empty text. */
function splitPlain(text) {
    return text === '' ? [] : (0,blank/* splitAtBlanks */.FO)(text);
}
/**
 * A JSON array of strings, or `undefined` where the text is none and so to be read otherwise.
 *
 * @throws UserError when it is an array, but not of strings
 */
function parseJsonStrings(text) {
    const json = (0,blank/* trimStart */.Dw)(text);
    if (!json.startsWith('['))
        return undefined;
    let value;
    try {
        value = JSON.parse(json);
    }
    catch {
        return undefined;
    }
    if (!Array.isArray(value))
        return undefined;
    if (value.every((item) => typeof item === 'string'))
        return value;
    throw new errors/* UserError */.yo('when using JSON array syntax, arrays must be comprised of strings only', {
        hint: 'Put every element into double quotes.',
    });
}

;// CONCATENATED MODULE: ./lib/dockerfile/key-values.js



/**
 * The pairs of ENV and LABEL: `key=value …`, or the old `key rest of the line`. Which it is, the first word tells.
 *
 * @throws UserError without a place for a word without `=` among pairs, and for an old form without a value
 */
function parsePairs(keyword, text, escape) {
    const words = splitWords(text, escape);
    const [first] = words;
    if (first === undefined)
        return [];
    if (!first.includes('=')) {
        const [key, value] = (0,blank/* splitFirst */.$y)(text);
        if (value !== undefined)
            return [{ key, value, legacy: true }];
        throw new place/* WordError */.N(`${keyword} must have two arguments`, key, { hint: `Write it as ${keyword} ${key}=VALUE.` });
    }
    return words.map((word) => {
        const equals = word.indexOf('=');
        if (equals >= 0)
            return { key: word.slice(0, equals), value: word.slice(equals + 1) };
        throw new place/* WordError */.N(`can't find = in ${JSON.stringify(word)}. Must be of the form: name=value`, word, {
            hint: 'Put a value with blanks into double quotes.',
        });
    });
}

;// CONCATENATED MODULE: ./lib/dockerfile/instruction-line.js




/** What every instruction has of its line. */
function base(line) {
    const { text, range, written, comments } = line;
    return { text, range, written, comments };
}
const NO_PAIRS = [];
const JSON_FORMS = new Set(['ADD', 'COPY', 'VOLUME', 'CMD', 'ENTRYPOINT', 'RUN', 'SHELL']);
/**
 * Cuts an instruction's text. What is wrong with its form whatever it means is found here, as BuildKit's parser finds it
 * before any instruction is looked at: an array of something but strings, a pair without `=`.
 *
 * @throws UserError without a place
 */
function cutLine(untrimmed, escape) {
    // A trigger is cut one level deep: one that is an ONBUILD again is refused whatever follows.
    return cut(untrimmed, escape, (keyword, rest) => keyword === 'ONBUILD' && rest !== '' ? cut(rest, escape, () => undefined) : undefined);
}
function cut(untrimmed, escape, triggerOf) {
    const text = (0,blank/* trim */.Bq)(untrimmed);
    const [written, args] = (0,blank/* splitFirst */.$y)(text);
    const { flags, rest: untrimmedRest } = takeFlags(args ?? '', escape);
    const rest = (0,blank/* trim */.Bq)(untrimmedRest);
    const keyword = /^[a-z]+$/i.test(written) ? written.toUpperCase() : written;
    return {
        keyword,
        written,
        flags,
        rest,
        json: jsonOf(keyword, rest),
        pairs: keyword === 'ENV' || keyword === 'LABEL' ? parsePairs(keyword, rest, escape) : NO_PAIRS,
        trigger: triggerOf(keyword, rest),
        text,
        untrimmed,
        escape,
    };
}
function jsonOf(keyword, rest) {
    if (keyword === 'HEALTHCHECK')
        return parseJsonStrings((0,blank/* splitFirst */.$y)(rest)[1] ?? '');
    return JSON_FORMS.has(keyword) ? parseJsonStrings(rest) : undefined;
}
/** ADD, COPY and RUN, also as a trigger, take here-documents unless their arguments are a JSON array. */
function takesHeredocs(line) {
    const { keyword, json } = line.trigger ?? line;
    return (keyword === 'ADD' || keyword === 'COPY' || keyword === 'RUN') && json === undefined;
}
/** CMD, ENTRYPOINT and RUN: a JSON array of strings, else a line for the shell. */
function commandOf(line, rest = line.rest) {
    return line.json === undefined ? { form: 'shell', line: rest } : { form: 'exec', argv: line.json };
}
/** ADD, COPY and VOLUME: a JSON array of strings, else words between blanks. */
function listOf(line) {
    return line.json ?? splitPlain(line.rest);
}

;// CONCATENATED MODULE: ./lib/dockerfile/mount.js




const MOUNT_TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const SHARING_MODES = ['shared', 'private', 'locked'];
const mount_KEYS = 'type from source target readonly id sharing required size mode uid gid src dst destination ro rw readwrite env'.split(' ');
/**
 * The `from` of a mount, which no variable can be in: it decides which stages are built.
 *
 * @throws UserError when it holds a variable, or the value is no list of fields
 */
function mountFrom(text) {
    let from;
    for (const { key, value } of csvFields(text, 'mounts')) {
        if (key !== 'from' || value === undefined)
            continue;
        const dollar = value.indexOf('$');
        if (dollar >= 0 && dollar !== value.length - 1) {
            throw new place/* WordError */.N("'from' doesn't support variable expansion, define alias stage instead", text, {
                hint: 'Add a stage FROM $VARIABLE AS name, and mount from=name.',
            });
        }
        from = value;
    }
    return from === '' ? undefined : from;
}
/**
 * @param expand resolves the variables of one value
 * @throws UserError for unknown fields, and for values that do not go together
 */
function parseMount(text, expand) {
    const draft = {
        type: 'bind',
        from: '',
        source: '',
        target: '',
        readOnly: false,
        readOnlyGiven: false,
        id: '',
        required: false,
    };
    for (const { key, value, text: field } of csvFields(text, 'mounts')) {
        setField(draft, key, value === undefined ? undefined : expand(value), field);
    }
    checkTogether(draft);
    const { readOnlyGiven, ...mount } = draft;
    const writable = mount.type === 'cache' || mount.type === 'tmpfs';
    return { ...mount, readOnly: readOnlyGiven ? mount.readOnly : !writable };
}
function setField(draft, key, value, field) {
    switch (key) {
        case 'readonly':
        case 'ro':
            draft.readOnly = booleanField(key, value);
            draft.readOnlyGiven = true;
            return;
        case 'readwrite':
        case 'rw':
            draft.readOnly = !booleanField(key, value);
            draft.readOnlyGiven = true;
            return;
        case 'required':
            if (draft.type !== 'secret' && draft.type !== 'ssh')
                throw unexpected(key, draft.type);
            draft.required = booleanField(key, value);
            return;
        default:
            if (value === undefined) {
                throw new place/* WordError */.N(`invalid field '${field}' must be a key=value pair`, field, {
                    hint: (0,nearest/* didYouMean */.a)(key, mount_KEYS),
                });
            }
            setValue(draft, key, value, field);
    }
}
function setValue(draft, key, value, field) {
    switch (key) {
        case 'type':
            draft.type = oneOf(MOUNT_TYPES, value, 'mount type');
            return;
        case 'from':
            draft.from = value;
            return;
        case 'source':
        case 'src':
            draft.source = value;
            return;
        case 'target':
        case 'dst':
        case 'destination':
            draft.target = value;
            return;
        case 'size':
            if (draft.type !== 'tmpfs')
                throw unexpected(key, draft.type);
            draft.size = bytesOf(value);
            return;
        case 'id':
            draft.id = value;
            return;
        case 'sharing':
            draft.sharing = oneOf(SHARING_MODES, value, 'sharing value');
            return;
        case 'mode':
            draft.mode = numberOf(key, value, 8);
            return;
        case 'uid':
            draft.uid = numberOf(key, value, 10);
            return;
        case 'gid':
            draft.gid = numberOf(key, value, 10);
            return;
        case 'env':
            draft.env = value;
            return;
        default:
            throw new place/* WordError */.N(`unexpected key '${key}' in '${field}'`, field, { hint: (0,nearest/* didYouMean */.a)(key, mount_KEYS) });
    }
}
function checkTogether(mount) {
    if (mount.type === 'bind' || mount.type === 'tmpfs') {
        for (const key of ['mode', 'uid', 'gid']) {
            if (mount[key] !== undefined)
                throw new errors/* UserError */.yo(`${key} not allowed for "${mount.type}" type mounts`);
        }
    }
    if (mount.type === 'secret') {
        if (mount.from !== '')
            throw new errors/* UserError */.yo('secret mount should not have a from');
        if (mount.sharing !== undefined)
            throw new errors/* UserError */.yo('secret mount should not define sharing');
        if (mount.source === '' && mount.target === '' && mount.id === '') {
            throw new errors/* UserError */.yo('invalid secret mount. one of source, target required', {
                hint: 'Write --mount=type=secret,id=NAME.',
            });
        }
        if (mount.source !== '' && mount.id !== '')
            throw new errors/* UserError */.yo("both source and id can't be set");
    }
    if (mount.sharing !== undefined && mount.type !== 'cache') {
        throw new errors/* UserError */.yo(`invalid cache sharing set for ${mount.type} mount`);
    }
}
function oneOf(values, text, what) {
    const found = values.find((value) => value === text.toLowerCase());
    if (found !== undefined)
        return found;
    throw new place/* WordError */.N(`unsupported ${what} "${text}"`, text, {
        hint: (0,nearest/* didYouMean */.a)(text, values) ?? `Known are ${values.join(', ')}.`,
    });
}
function numberOf(key, value, radix) {
    const number = (radix === 8 ? /^[0-7]+$/ : /^\d+$/).test(value) ? Number.parseInt(value, radix) : Infinity;
    if (number > 0xffffffff)
        throw new errors/* UserError */.yo(`invalid value ${value} for ${key}`);
    return number;
}
/** docker/go-units' RAMInBytes: `64m`, `1.5GiB`, `10 kb`; the units are binary. */
function bytesOf(text) {
    const match = /^\+?(\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)? ?(?:b|([kmgtp])(?:i?b)?)?$/i.exec(text);
    const power = match?.[3] === undefined ? 0 : 'kmgtp'.indexOf(match[3].toLowerCase()) + 1;
    const bytes = match === null ? Infinity : Math.trunc(Number(`${match[1] ?? ''}${match[2] ?? ''}`) * 1024 ** power);
    if (bytes < 2 ** 63)
        return bytes;
    throw new place/* WordError */.N(`invalid value for size: ${text}`, text, { hint: 'Write it as 64m or 1g.' });
}
function unexpected(key, type) {
    return new errors/* UserError */.yo(`unexpected key '${key}' for mount type '${type}'`);
}

// EXTERNAL MODULE: ./lib/dockerfile/shell-lexer.js + 1 modules
var shell_lexer = __nccwpck_require__(4781);
;// CONCATENATED MODULE: ./lib/dockerfile/heredoc.js

const NO_VARIABLES = () => undefined;
/** Reads a word as the mark of a here-document; `undefined` where it is none. */
function parseHeredocMark(word) {
    // The name begins with no blank, so that a run of them can be read in one way only.
    const match = /^(\d*)<<(-?)[\t\n\f\r ]*((?:[^<\t\n\f\r ][^<]*)?)$/.exec(word);
    const rest = match?.[3];
    if (match === null || rest === undefined || rest === '')
        return undefined;
    const mark = { chomp: match[2] === '-', fileDescriptor: match[1] === '' ? 0 : Number(match[1]) };
    // Nearly all delimiters hold nothing that the lexer would change.
    if (/^[\w.-]+$/.test(rest))
        return { name: rest, expand: true, ...mark };
    const plain = (0,shell_lexer/* lex */.I)(rest, NO_VARIABLES, { escape: '\\', skipUnset: true }).words;
    const raw = (0,shell_lexer/* lex */.I)(rest, NO_VARIABLES, { escape: '\\', skipUnset: true, rawQuotes: true }).words;
    const [name] = plain;
    const [written] = raw;
    if (plain.length !== 1 || raw.length !== 1 || name === undefined || written === undefined)
        return undefined;
    return {
        name,
        // A quote anywhere in the delimiter switches expansion off.
        expand: countQuotes(name) === countQuotes(written),
        ...mark,
    };
}
/** All marks of a command line, in order: their bodies follow in the same order. */
function heredocMarks(line) {
    const words = wordsOrNone(line);
    return words.flatMap((word) => parseHeredocMark(word) ?? []);
}
function wordsOrNone(line) {
    try {
        return (0,shell_lexer/* lex */.I)(line, NO_VARIABLES, { escape: '\\', rawQuotes: true, rawEscapes: true, skipUnset: true }).words;
    }
    catch {
        // A line whose quotes do not match is the shell's business; it has no here-documents for us.
        return [];
    }
}
/** The same, also for a mark that cannot be read at all. */
function heredocMarkOrNone(word) {
    try {
        return parseHeredocMark(word);
    }
    catch {
        return undefined;
    }
}
/** `<<-` removes the tabs at the start of every line. */
function chomped(content) {
    return content.replace(/^\t+/gm, '');
}
function countQuotes(text) {
    return text.replace(/[^'"]/g, '').length;
}

;// CONCATENATED MODULE: ./lib/dockerfile/parse-copy.js





function parseCopy(line) {
    const words = wordsOf(line);
    const flags = Flags.read(line.flags, {
        chown: 'text',
        from: 'text',
        chmod: 'text',
        link: 'boolean',
        exclude: 'list',
        parents: 'boolean',
    });
    const from = flags.text('from');
    return {
        keyword: 'COPY',
        ...sourcesAndDestination(line, words),
        ...owner(flags.text('chown'), flags.text('chmod')),
        ...(from === undefined || from === '' ? {} : { from }),
        link: flags.boolean('link') ?? false,
        parents: flags.boolean('parents') ?? false,
        excludes: flags.list('exclude'),
        ...base(line),
    };
}
function parseAdd(line) {
    const words = wordsOf(line);
    const flags = Flags.read(line.flags, {
        chown: 'text',
        chmod: 'text',
        link: 'boolean',
        'keep-git-dir': 'boolean',
        checksum: 'text',
        unpack: 'boolean',
        exclude: 'list',
    });
    const checksum = flags.text('checksum');
    const unpack = flags.boolean('unpack');
    return {
        keyword: 'ADD',
        ...sourcesAndDestination(line, words),
        ...owner(flags.text('chown'), flags.text('chmod')),
        ...(checksum === undefined || checksum === '' ? {} : { checksum }),
        ...(unpack === undefined ? {} : { unpack }),
        link: flags.boolean('link') ?? false,
        keepGitDir: flags.boolean('keep-git-dir') ?? false,
        excludes: flags.list('exclude'),
        ...base(line),
    };
}
function wordsOf(line) {
    const words = listOf(line);
    if (words.length >= 2)
        return words;
    throw new errors/* UserError */.yo(`${line.keyword} requires at least two arguments, but only ${words.length === 1 ? 'one was' : 'none were'} provided. ` +
        'Destination could not be determined', { hint: `Write ${line.keyword} SOURCE… DESTINATION.` });
}
function owner(chown, chmod) {
    return { ...(chown === undefined ? {} : { chown }), ...(chmod === undefined ? {} : { chmod }) };
}
function sourcesAndDestination(line, words) {
    const destination = words.at(-1) ?? '';
    if (heredocMarkOrNone(destination) !== undefined) {
        throw new place/* WordError */.N(`${line.keyword} cannot accept a heredoc as a destination`, destination, {
            hint: `Write the destination last: ${line.keyword} <<EOF /path.`,
        });
    }
    const bodies = new Map(line.heredocs.map((heredoc) => [heredoc.name, heredoc]));
    const sources = [];
    const heredocs = [];
    for (const word of words.slice(0, -1)) {
        const mark = heredocMarkOrNone(word);
        if (mark === undefined) {
            sources.push(word);
            continue;
        }
        // Of two with one name, both have the body of the last; a mark in a JSON array has none.
        const body = bodies.get(mark.name);
        const raw = body?.raw ?? body?.content ?? '';
        heredocs.push({ ...mark, content: mark.chomp ? chomped(raw) : raw });
    }
    return { sources, heredocs, destination };
}

;// CONCATENATED MODULE: ./lib/dockerfile/duration.js

const UNITS = {
    ns: 1,
    us: 1e3,
    µs: 1e3,
    μs: 1e3,
    ms: 1e6,
    s: 1e9,
    m: 60e9,
    h: 3600e9,
};
/**
 * A duration in the form of Go's time.ParseDuration (`1m30s`, `1.5h`, `-2s`, `0`), in nanoseconds.
 *
 * @throws UserError for any other text
 */
function parseDuration(text) {
    const match = /^([-+]?)(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.exec(text);
    if (/^[-+]?0$/.test(text))
        return 0;
    if (match === null) {
        throw new errors/* UserError */.yo(`invalid duration ${JSON.stringify(text)}`, { hint: 'Write it as 30s, 1m30s or 500ms.' });
    }
    let total = 0;
    for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
        total += Number(number) * (UNITS[unit ?? ''] ?? 0);
    }
    const nanoseconds = Math.trunc(total);
    if (nanoseconds >= 2 ** 63)
        throw new errors/* UserError */.yo(`invalid duration ${JSON.stringify(text)}: it is too long`);
    return match[1] === '-' ? -nanoseconds : nanoseconds;
}

;// CONCATENATED MODULE: ./lib/dockerfile/parse-healthcheck.js






/** Docker checks no more often than this; nanoseconds. */
const SHORTEST = 1e6;
function parseHealthcheck(line) {
    if (line.rest === '')
        throw new errors/* UserError */.yo('HEALTHCHECK requires at least one argument');
    const [type, rest = ''] = (0,blank/* splitFirst */.$y)(line.rest);
    const common = { keyword: 'HEALTHCHECK', ...base(line) };
    if (type.toUpperCase() === 'NONE') {
        if (rest !== '')
            throw new errors/* UserError */.yo('HEALTHCHECK NONE takes no arguments');
        return { ...common, check: { kind: 'none' } };
    }
    const flags = Flags.read(line.flags, {
        interval: 'text',
        timeout: 'text',
        'start-period': 'text',
        'start-interval': 'text',
        retries: 'text',
    });
    if (type.toUpperCase() !== 'CMD') {
        throw new place/* WordError */.N(`Unknown type ${JSON.stringify(type.toUpperCase())} in HEALTHCHECK (try CMD)`, type);
    }
    const command = commandOf(line, rest);
    if (command.form === 'exec' ? command.argv.length === 0 : command.line === '') {
        throw new errors/* UserError */.yo('Missing command after HEALTHCHECK CMD');
    }
    const duration = (name) => durationOf(name, flags.text(name));
    const interval = duration('interval');
    const timeout = duration('timeout');
    const startPeriod = duration('start-period');
    const startInterval = duration('start-interval');
    const retries = retriesOf(flags.text('retries'));
    return {
        ...common,
        check: {
            kind: 'cmd',
            command,
            ...(interval === undefined ? {} : { interval }),
            ...(timeout === undefined ? {} : { timeout }),
            ...(startPeriod === undefined ? {} : { startPeriod }),
            ...(startInterval === undefined ? {} : { startInterval }),
            ...(retries === undefined ? {} : { retries }),
        },
    };
}
function durationOf(flag, text) {
    if (text === undefined || text === '')
        return undefined;
    const nanoseconds = parseDuration(text);
    if (nanoseconds === 0)
        return undefined;
    if (nanoseconds < SHORTEST)
        throw new place/* WordError */.N(`Interval "${flag}" cannot be less than 1ms`, `--${flag}=${text}`);
    return nanoseconds;
}
function retriesOf(text) {
    if (text === undefined || text === '')
        return undefined;
    const retries = /^[-+]?\d+$/.test(text) ? Number(text) : NaN;
    if (Number.isNaN(retries) || retries > 0x7fffffff) {
        throw new place/* WordError */.N(`--retries is no number: ${JSON.stringify(text)}`, `--retries=${text}`);
    }
    if (retries < 0)
        throw new errors/* UserError */.yo(`--retries cannot be negative (${retries})`);
    return retries === 0 ? undefined : retries;
}

;// CONCATENATED MODULE: ./lib/dockerfile/parse-instruction.js











const PARSERS = {
    ADD: parseAdd,
    ARG: parseArg,
    CMD: (line) => ({ keyword: 'CMD', command: commandOf(plain(line)), ...base(line) }),
    COPY: parseCopy,
    ENTRYPOINT: (line) => ({ keyword: 'ENTRYPOINT', command: commandOf(plain(line)), ...base(line) }),
    ENV: (line) => ({ keyword: 'ENV', pairs: pairsOf(line), ...base(line) }),
    EXPOSE: (line) => ({ keyword: 'EXPOSE', ports: someWords(line).toSorted(), ...base(line) }),
    FROM: parseFrom,
    HEALTHCHECK: parseHealthcheck,
    LABEL: (line) => ({ keyword: 'LABEL', pairs: pairsOf(line), ...base(line) }),
    MAINTAINER: (line) => ({ keyword: 'MAINTAINER', maintainer: oneArgument(line), ...base(line) }),
    ONBUILD: parseOnbuild,
    RUN: parseRun,
    SHELL: parseShell,
    // BuildKit does not look at STOPSIGNAL's flags, nor at those of ARG.
    STOPSIGNAL: (line) => ({ keyword: 'STOPSIGNAL', signal: oneArgument({ ...line, flags: [] }), ...base(line) }),
    USER: (line) => ({ keyword: 'USER', user: oneArgument(line), ...base(line) }),
    VOLUME: parseVolume,
    WORKDIR: (line) => ({ keyword: 'WORKDIR', path: oneArgument(line), ...base(line) }),
};
/** @throws UserError without a place: the caller knows it */
function parseInstruction(line) {
    const { keyword } = line;
    if (!isKeyword(keyword)) {
        throw new place/* WordError */.N(`unknown instruction: ${line.written}`, line.written, {
            hint: (0,nearest/* didYouMean */.a)(keyword, Object.keys(PARSERS)) ??
                'If it belongs to the line before, that one needs the escape character at its end.',
        });
    }
    return PARSERS[keyword](line);
}
function isKeyword(keyword) {
    return Object.hasOwn(PARSERS, keyword);
}
/** An instruction that takes no flags. */
function plain(line) {
    Flags.read(line.flags, {});
    return line;
}
function oneArgument(line) {
    if (line.rest === '')
        throw new errors/* UserError */.yo(`${line.keyword} requires exactly one argument`);
    return plain(line).rest;
}
function someWords(line) {
    const words = splitPlain(plain(line).rest);
    if (words.length === 0)
        throw atLeastOne(line.keyword);
    return words;
}
function atLeastOne(keyword) {
    return new errors/* UserError */.yo(`${keyword} requires at least one argument`);
}
function parseArg(line) {
    const words = splitWords(line.rest, line.escape);
    if (words.length === 0)
        throw atLeastOne('ARG');
    const args = words.map((word) => {
        const equals = word.indexOf('=');
        if (equals === 0)
            throw new place/* WordError */.N('ARG names can not be blank', word);
        return equals < 0 ? { name: word } : { name: word.slice(0, equals), value: word.slice(equals + 1) };
    });
    return { keyword: 'ARG', args, ...base(line) };
}
function pairsOf(line) {
    const { keyword, pairs } = plain(line);
    if (pairs.length === 0)
        throw atLeastOne(keyword);
    const blank = pairs.find(({ key }) => key === '');
    if (blank !== undefined)
        throw new place/* WordError */.N(`${keyword} names can not be blank`, `=${blank.value}`);
    return pairs;
}
function parseFrom(line) {
    const words = splitPlain(line.rest);
    const [image, as, alias] = words;
    const named = words.length === 3 && as?.toLowerCase() === 'as';
    if (image === undefined || (words.length !== 1 && !named)) {
        throw new errors/* UserError */.yo('FROM requires either one or three arguments', {
            hint: 'Write FROM IMAGE or FROM IMAGE AS NAME.',
        });
    }
    if (alias !== undefined && !/^[a-z][a-z0-9-_.]*$/.test(alias.toLowerCase())) {
        throw new place/* WordError */.N(`invalid name for build stage: "${alias}", name can't start with a number or contain symbols`, alias);
    }
    const platform = Flags.read(line.flags, { platform: 'text' }).text('platform');
    return {
        keyword: 'FROM',
        image,
        ...(as === undefined ? {} : { as }),
        ...(alias === undefined ? {} : { alias }),
        ...(platform === undefined || platform === '' ? {} : { platform }),
        ...base(line),
    };
}
function parseRun(line) {
    const flags = Flags.read(line.flags, { mount: 'list', network: 'text', security: 'text', device: 'list' });
    const mounts = flags.list('mount');
    for (const mount of mounts)
        mountFrom(mount);
    const devices = flags.list('device');
    for (const device of devices)
        parseDevice(device);
    const network = choice('network', flags.text('network'), ['default', 'none', 'host']);
    const security = choice('security', flags.text('security'), ['sandbox', 'insecure']);
    return {
        keyword: 'RUN',
        command: commandOf(line),
        heredocs: line.heredocs,
        mounts,
        ...(network === undefined ? {} : { network }),
        ...(security === undefined ? {} : { security }),
        devices,
        ...base(line),
    };
}
function choice(flag, value, known) {
    if (value === undefined)
        return undefined;
    if (known.includes(value))
        return value;
    throw new place/* WordError */.N(`unsupported value for --${flag}: ${JSON.stringify(value)}`, `--${flag}=${value}`, {
        hint: (0,nearest/* didYouMean */.a)(value, known) ?? `It takes ${known.join(', ')}.`,
    });
}
const NO_TRIGGERS = new Set(['ONBUILD', 'MAINTAINER', 'FROM']);
function parseOnbuild(line) {
    if (line.rest === '')
        throw atLeastOne('ONBUILD');
    plain(line);
    const { keyword = '', written = '' } = line.trigger ?? {};
    if (keyword === 'ONBUILD')
        throw new errors/* UserError */.yo("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
    if (NO_TRIGGERS.has(keyword))
        throw new place/* WordError */.N(`${keyword} isn't allowed as an ONBUILD trigger`, written);
    const bodies = line.heredocs.map(({ name, content, raw = content }) => `\n${raw}${name}`).join('');
    return { keyword: 'ONBUILD', trigger: line.untrimmed.replace(/^\s*ONBUILD\s*/i, '') + bodies, ...base(line) };
}
function parseShell(line) {
    const shell = plain(line).json;
    if (line.rest === '' || shell?.length === 0)
        throw atLeastOne('SHELL');
    if (shell === undefined) {
        throw new errors/* UserError */.yo(`SHELL requires the arguments to be in JSON form`, {
            hint: 'Write SHELL ["/bin/bash", "-c"].',
        });
    }
    return { keyword: 'SHELL', shell, ...base(line) };
}
function parseVolume(line) {
    const paths = listOf(plain(line)).map(blank/* trim */.Bq);
    if (paths.length === 0)
        throw atLeastOne('VOLUME');
    if (paths.includes(''))
        throw new errors/* UserError */.yo('VOLUME specified can not be an empty string');
    return { keyword: 'VOLUME', paths, ...base(line) };
}

;// CONCATENATED MODULE: ./lib/dockerfile/read-instructions.js




/**
 * Reads the instructions of a file, here-documents included, without looking at what any of them means. As in BuildKit, the
 * whole file is read so before the first instruction is judged.
 *
 * @param lines of the file, each with its line end
 * @param directives how many of the first lines hold parser directives
 * @param place gives an error the place that it belongs to
 * @throws what `place` makes of a UserError
 */
function readInstructions(lines, escape, directives, place) {
    const reader = new LineReader(lines, escape, directives);
    const found = [];
    try {
        for (let line = reader.next(); line !== undefined; line = reader.next()) {
            const cut = cutLine(line.text, escape);
            const gap = line.emptyContinuation ? reader.line : undefined;
            const marks = line.text.includes('<<') && takesHeredocs(cut) ? heredocMarks(line.text) : [];
            const heredocs = marks.map((mark) => heredocOf(mark, reader));
            // Not by a spread: copying half of the objects of a large file this way takes as long as all the rest.
            const range = { start: reader.start, end: reader.line };
            found.push(Object.assign(cut, { heredocs, range, comments: line.comments, emptyContinuation: gap }));
        }
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        throw place(error, { start: reader.start, end: reader.line });
    }
    return found;
}
function heredocOf(mark, reader) {
    const raw = reader.heredocBody(mark);
    const content = mark.chomp ? chomped(raw) : raw;
    return { ...mark, content, ...(content === raw ? {} : { raw }) };
}

;// CONCATENATED MODULE: ./lib/dockerfile/parse.js






/**
 * Reads a Dockerfile as BuildKit's frontend does.
 *
 * @param source UTF-8; a byte order mark at the start is dropped
 * @param name how errors call the file
 * @throws UserError with the place of what cannot be read
 */
function parseDockerfile(source, name, listener) {
    const rawLines = splitLines(textOf(source, name));
    const lines = rawLines.map(withoutEnd);
    const file = { name, lines };
    const { directives, count } = readDirectives(lines, name);
    const instructionLines = readInstructions(rawLines, directives.escape, count, (error, range) => (0,place/* placed */.G)(error, file, range));
    if (instructionLines.length === 0)
        throw emptyFile(name, 'file with no instructions');
    listener?.cut({ ...file, directives }, instructionLines);
    const globalArgs = [];
    const stages = [];
    for (const line of instructionLines) {
        try {
            const instruction = parseInstruction(line);
            listener?.parsed(instruction);
            if (instruction.keyword === 'FROM')
                stages.push({ from: instruction, instructions: [] });
            else if (stages.length > 0)
                stages.at(-1)?.instructions.push(instruction);
            else if (instruction.keyword === 'ARG')
                globalArgs.push(instruction);
            else {
                throw new errors/* UserError */.yo('no build stage in current context', {
                    hint: 'A Dockerfile begins with FROM; only ARG may stand before it.',
                });
            }
        }
        catch (error) {
            throw (0,place/* placed */.G)(error, file, line.range);
        }
    }
    if (stages.length === 0)
        throw emptyFile(name, 'dockerfile contains no stages to build');
    return { name, lines, directives, globalArgs, stages: stages.map(closeStage) };
}
function textOf(source, name) {
    if (typeof source === 'string')
        return source.replace(/^\ufeff/, '');
    const [first, second] = source;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
        throw new errors/* UserError */.yo('the file is UTF-16, not UTF-8', {
            location: { file: name, line: 1 },
            hint: 'Save it as UTF-8; in PowerShell, write it with Out-File -Encoding utf8.',
        });
    }
    return new TextDecoder('utf-8').decode(source);
}
function closeStage({ from, instructions }, index) {
    const name = from.alias?.toLowerCase();
    return { index, ...(name === undefined ? {} : { name }), from, instructions };
}
function emptyFile(name, message) {
    return new errors/* UserError */.yo(message, { location: { file: name, line: 1 }, hint: 'It needs at least one FROM.' });
}

;// CONCATENATED MODULE: ./lib/dockerfile/checks/check-settings.js

const DEFAULT_SETTINGS = { skip: new Set(), experimental: new Set(), error: false };
/**
 * `skip=A,B;error=true;experimental=C`, each part once or not at all; `all` stands for every rule.
 *
 * @throws UserError without a place
 */
function parseCheckSettings(text) {
    const trimmed = text.trim();
    if (trimmed === '')
        return DEFAULT_SETTINGS;
    let settings = DEFAULT_SETTINGS;
    for (const part of trimmed.split(';')) {
        const equals = part.indexOf('=');
        if (equals < 0)
            throw invalid(part);
        const key = part.slice(0, equals).trim();
        const value = part.slice(equals + 1).trim();
        if (key === 'skip')
            settings = { ...settings, skip: namesOf(value) };
        else if (key === 'experimental')
            settings = { ...settings, experimental: namesOf(value) };
        else if (key === 'error')
            settings = { ...settings, error: check_settings_booleanOf(value, part) };
        else
            throw invalid(key);
    }
    return settings;
}
function namesOf(value) {
    return value === 'all' ? 'all' : new Set(value.split(',').map((name) => name.trim()));
}
/** strconv.ParseBool. */
function check_settings_booleanOf(value, part) {
    if (/^(?:1|t|T|TRUE|true|True)$/.test(value))
        return true;
    if (/^(?:0|f|F|FALSE|false|False)$/.test(value))
        return false;
    throw new errors/* UserError */.yo(`failed to parse check option ${JSON.stringify(part)}: it is neither true nor false`);
}
function invalid(option) {
    return new errors/* UserError */.yo(`invalid check option ${JSON.stringify(option)}`, {
        hint: 'Write skip=RULE,RULE (or skip=all), error=true, experimental=RULE, with ; between them.',
    });
}
/**
 * The settings for one instruction: a comment `# check=…` before it adds to those of the file. Only the first such comment
 * counts, and one that makes no sense is a comment like any other.
 */
function withComments(settings, comments) {
    for (const comment of comments) {
        const match = /^([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/s.exec(comment);
        if (match?.[1]?.toLowerCase() !== 'check')
            continue;
        return merge(settings, readComment(match[2] ?? ''));
    }
    return settings;
}
function readComment(value) {
    try {
        return parseCheckSettings(beforeBlank(value));
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return DEFAULT_SETTINGS;
        throw error;
    }
}
/** What follows a blank is for people: `# check=skip=all // local to this instruction`. */
function beforeBlank(value) {
    const blank = value.indexOf(' ');
    return blank < 0 ? value : value.slice(0, blank);
}
function merge(settings, added) {
    return {
        skip: union(settings.skip, added.skip),
        experimental: union(settings.experimental, added.experimental),
        error: settings.error,
    };
}
function union(left, right) {
    return left === 'all' || right === 'all' ? 'all' : new Set([...left, ...right]);
}

;// CONCATENATED MODULE: ./lib/dockerfile/go-quote.js
/** A text as Go's strconv.Quote and `%q` write it. */
function goQuote(text) {
    let quoted = '"';
    for (const char of text) {
        const code = char.codePointAt(0) ?? 0;
        const named = NAMED_ESCAPES[char];
        if (named !== undefined)
            quoted += named;
        else if (PRINTABLE.test(char))
            quoted += char;
        else if (code < 0x80)
            quoted += `\\x${hex(code, 2)}`;
        else
            quoted += code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
    }
    return `${quoted}"`;
}
/** unicode.IsPrint: of the blanks only the plain one. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
function hex(code, digits) {
    return code.toString(16).padStart(digits, '0');
}
const NAMED_ESCAPES = {
    '"': '\\"',
    '\\': '\\\\',
    '\x07': '\\a',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\v': '\\v',
};

;// CONCATENATED MODULE: ./lib/dockerfile/checks/messages.js

/** What each check says of what it found, in BuildKit's words. Texts are as they stand in the Dockerfile. */
const MESSAGES = {
    StageNameCasing: (name) => `Stage name '${name}' should be lowercase`,
    FromAsCasing: (from, as) => `'${as}' and '${from}' keywords' casing do not match`,
    NoEmptyContinuation: () => 'Empty continuation line',
    ConsistentInstructionCasing: (keyword, majority) => `Command '${keyword}' should match the case of the command majority (${majority})`,
    DuplicateStageName: (name) => `Duplicate stage name ${goQuote(name)}, stage names should be unique`,
    ReservedStageName: (name) => `Stage name should not use the same name as reserved stage ${goQuote(name)}`,
    JSONArgsRecommended: (keyword) => `JSON arguments recommended for ${keyword} to prevent unintended behavior related to OS signals`,
    MaintainerDeprecated: () => 'Maintainer instruction is deprecated in favor of using label',
    UndefinedArgInFrom: (name, near) => `FROM argument '${name}' is not declared${near === undefined ? '' : ` (did you mean ${near}?)`}`,
    WorkdirRelativePath: (path) => `Relative workdir ${goQuote(path)} can have unexpected results if the base image changes`,
    UndefinedVar: (name, near) => `Usage of undefined variable '$${name}'${near === undefined ? '' : ` (did you mean $${near}?)`}`,
    MultipleInstructionsDisallowed: (keyword) => `Multiple ${keyword} instructions should not be used in the same stage because only the last one will be used`,
    LegacyKeyValueFormat: (keyword) => `"${keyword} key=value" should be used instead of legacy "${keyword} key value" format`,
    InvalidBaseImagePlatform: (image, expected, actual) => `Base image ${image} was pulled with platform ${goQuote(actual)}, expected ${goQuote(expected)} for current build`,
    RedundantTargetPlatform: (expression) => `Setting platform to predefined ${expression} in FROM is redundant as this is the default behavior`,
    SecretsUsedInArgOrEnv: (keyword, name) => `Do not use ARG or ENV instructions for sensitive data (${keyword} ${goQuote(name)})`,
    InvalidDefaultArgInFrom: (image) => `Default value for ARG ${image} results in empty or invalid base image name`,
    FromPlatformFlagConstDisallowed: (platform) => `FROM --platform flag should not use constant value ${goQuote(platform)}`,
    CopyIgnoredFile: (verb, source) => `Attempting to ${verb} file ${goQuote(source)} that is excluded by .dockerignore`,
    InvalidDefinitionDescription: (keyword, name) => `Comment for ${keyword} should follow the format: \`# ${name} <description>\``,
    ExposeProtoCasing: (port) => `Defined protocol '${port}' in EXPOSE instruction should be lowercase`,
    ExposeInvalidFormat: (port) => `EXPOSE instruction should not define an IP address or host-port mapping, found '${port}'`,
};

;// CONCATENATED MODULE: ./lib/dockerfile/checks/rule.js
const DESCRIPTIONS = {
    StageNameCasing: 'Stage names should be lowercase',
    FromAsCasing: "The 'as' keyword should match the case of the 'from' keyword",
    NoEmptyContinuation: 'Empty continuation lines will become errors in a future release',
    ConsistentInstructionCasing: 'All commands within the Dockerfile should use the same casing (either upper or lower)',
    DuplicateStageName: 'Stage names should be unique',
    ReservedStageName: 'Reserved words should not be used as stage names',
    JSONArgsRecommended: 'JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals',
    MaintainerDeprecated: 'The MAINTAINER instruction is deprecated, use a label instead to define an image author',
    UndefinedArgInFrom: 'FROM command must use declared ARGs',
    WorkdirRelativePath: 'Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes',
    UndefinedVar: 'Variables should be defined before their use',
    MultipleInstructionsDisallowed: 'Multiple instructions of the same type should not be used in the same stage',
    LegacyKeyValueFormat: 'Legacy key/value format with whitespace separator should not be used',
    InvalidBaseImagePlatform: 'Base image platform does not match expected target platform',
    RedundantTargetPlatform: 'Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior',
    SecretsUsedInArgOrEnv: 'Sensitive data should not be used in the ARG or ENV commands',
    InvalidDefaultArgInFrom: 'Default value for global ARG results in an empty or invalid base image name',
    FromPlatformFlagConstDisallowed: 'FROM --platform flag should not use a constant value',
    CopyIgnoredFile: 'Attempting to Copy file that is excluded by .dockerignore',
    InvalidDefinitionDescription: 'Comment for build stage or argument should follow the format: `# <arg/stage name> <description>`. If this is not intended to be a description comment, add an empty line or comment between the instruction and the comment.',
    ExposeProtoCasing: 'Protocol in EXPOSE instruction should be lowercase',
    ExposeInvalidFormat: 'IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a future release',
};
/** The rules that no page explains. */
const UNEXPLAINED = new Set(['InvalidBaseImagePlatform']);
const EXPERIMENTAL = new Set(['InvalidDefinitionDescription']);
function ruleOf(name) {
    return {
        name,
        description: DESCRIPTIONS[name],
        ...(UNEXPLAINED.has(name) ? {} : { url: `https://docs.docker.com/go/dockerfile/rule/${kebab(name)}/` }),
        ...(EXPERIMENTAL.has(name) ? { experimental: true } : {}),
    };
}
/** `JSONArgsRecommended` is `json-args-recommended`. */
function kebab(name) {
    return name.replace(/([a-z])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$&-').toLowerCase();
}
const RULE_NAMES = Object.keys(DESCRIPTIONS);

;// CONCATENATED MODULE: ./lib/dockerfile/checks/checks.js




/** Where checks tell what they find; those that are switched off are not told. */
class Checks {
    #settings;
    #tell;
    /** Shared by all that were made of one another. */
    #violated;
    constructor(settings, tell, violated) {
        this.#settings = settings;
        this.#tell = tell;
        this.#violated = violated;
    }
    static telling(settings, tell) {
        return new Checks(settings, tell, new Set());
    }
    /** The checks of an instruction, by the comments before it. */
    under(comments) {
        const settings = withComments(this.#settings, comments);
        return settings === this.#settings ? this : new Checks(settings, this.#tell, this.#violated);
    }
    report(name, range, ...texts) {
        const rule = ruleOf(name);
        if (!this.#wanted(rule))
            return;
        this.#violated.add(name);
        const message = MESSAGES[name];
        this.#tell({ rule, message: message(...texts), range });
    }
    /** With `error=true`, what a build with findings fails with. */
    failure() {
        if (!this.#settings.error || this.#violated.size === 0)
            return undefined;
        return new errors/* UserError */.yo(`lint violation found for rules: ${[...this.#violated].join(', ')}`, {
            hint: 'The checks of this build have error=true: mend what they found, or skip a rule with "# check=skip=RULE" before an instruction.',
        });
    }
    #wanted({ name, experimental }) {
        const { skip, experimental: wanted } = this.#settings;
        if (experimental === true)
            return wanted === 'all' || wanted.has(name);
        return skip !== 'all' && !skip.has(name);
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/checks/file-checks.js
/** Blank lines in the middle of an instruction. */
function checkContinuations(lines, checks) {
    for (const { emptyContinuation: line } of lines) {
        if (line !== undefined)
            checks.report('NoEmptyContinuation', { start: line, end: line });
    }
}
const RESERVED = new Set(['context', 'scratch']);
/** What can be said of a file as a whole; comments before an instruction change nothing here. */
function checkFile(dockerfile, checks) {
    checkStageNames(dockerfile, checks);
    checkKeywords(dockerfile, checks);
}
function checkStageNames({ stages }, checks) {
    const seen = new Set();
    for (const { name, from } of stages) {
        if (name === undefined)
            continue;
        if (RESERVED.has(name))
            checks.report('ReservedStageName', from.range, name);
        if (seen.has(name))
            checks.report('DuplicateStageName', from.range, name);
        seen.add(name);
    }
}
/** All keywords in the case that most have; upper case where both are as many. ARGs before the first FROM do not count. */
function checkKeywords({ stages }, checks) {
    const instructions = stages.flatMap((stage) => [
        stage.from,
        ...stage.instructions,
    ]);
    const lower = instructions.filter(({ written }) => written === written.toLowerCase()).length;
    const upper = instructions.filter(({ written }) => written === written.toUpperCase()).length;
    const majority = lower > upper ? 'lowercase' : 'uppercase';
    for (const { written, range } of instructions) {
        const right = majority === 'lowercase' ? written.toLowerCase() : written.toUpperCase();
        if (written !== right)
            checks.report('ConsistentInstructionCasing', range, written, majority);
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/checks/instruction-checks.js
/** What can be said of an instruction by itself. Triggers of a base are not looked at: nobody here wrote them. */
function checkInstruction(instruction, all) {
    const { comments, range } = instruction;
    const checks = all.under(comments);
    switch (instruction.keyword) {
        case 'MAINTAINER':
            checks.report('MaintainerDeprecated', range);
            return;
        case 'FROM':
            checkAlias(instruction, checks);
            return;
        case 'ARG':
            checkDescription('ARG', instruction.args.map(({ name }) => name), comments, range, checks);
            return;
        default:
    }
}
function checkAlias(from, checks) {
    const { alias, as, written, range, comments } = from;
    if (alias === undefined || as === undefined)
        return;
    if (alias !== alias.toLowerCase())
        checks.report('StageNameCasing', range, alias);
    // A keyword of mixed case is another rule's business.
    const right = written === written.toLowerCase() ? as.toLowerCase() : as.toUpperCase();
    const mixed = written !== written.toLowerCase() && written !== written.toUpperCase();
    if (!mixed && as !== right)
        checks.report('FromAsCasing', range, written, as);
    checkDescription('FROM', [alias.toLowerCase()], comments, range, checks);
}
/** The last comment before a stage or an argument describes it, and begins with its name. */
function checkDescription(keyword, names, comments, range, checks) {
    const [first, second] = names;
    const comment = comments.at(-1);
    if (comment === undefined || first === undefined)
        return;
    if (names.includes(comment.split(' ')[0] ?? ''))
        return;
    checks.report('InvalidDefinitionDescription', range, keyword, second === undefined ? first : '<arg_key>');
}

;// CONCATENATED MODULE: ./lib/dockerfile/checks/checked-parse.js






/** The build argument whose value takes the place of the file's `# check=…`. */
const CHECK_ARGUMENT = 'BUILDKIT_DOCKERFILE_CHECK';
/**
 * Reads a Dockerfile, and tells what its text alone shows to the checks. What was found before something that cannot be read
 * is told before the error.
 *
 * @param argument value of the build argument, where it is given
 * @throws UserError for a file that cannot be read, and for settings that make no sense
 */
function parseAndCheck(source, name, argument, tell) {
    const given = argument === undefined ? undefined : settingsOf(argument, `build argument ${CHECK_ARGUMENT}`);
    let checks = Checks.telling(given ?? DEFAULT_SETTINGS, tell);
    const dockerfile = parseDockerfile(source, name, {
        cut: (file, lines) => {
            const { check } = file.directives;
            if (given === undefined && check !== undefined) {
                checks = Checks.telling(settingsOf(beforeBlank(check), 'check options'), tell);
            }
            checkContinuations(lines, checks);
        },
        parsed: (instruction) => checkInstruction(instruction, checks),
    });
    checkFile(dockerfile, checks);
    return { dockerfile, checks };
}
function settingsOf(text, where) {
    try {
        return parseCheckSettings(text);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* UserError */.yo(`failed to parse ${where}: ${error.message}`, { hint: error.hint, cause: error });
    }
}

// EXTERNAL MODULE: ./lib/dockerfile/expand.js
var dockerfile_expand = __nccwpck_require__(4);
// EXTERNAL MODULE: ./lib/oci/platform.js
var oci_platform = __nccwpck_require__(7122);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __nccwpck_require__(3940);
;// CONCATENATED MODULE: ./lib/plan/environment.js
/**
 * The variables that a stage's instructions see: ENV of the image and ARG values together, the last one set winning. Setting
 * a name again moves it to the end, as BuildKit orders the environment of RUN.
 */
class Environment {
    #values;
    constructor(values) {
        this.#values = values;
    }
    static empty = new Environment(new Map());
    static of(pairs) {
        return new Environment(new Map(pairs));
    }
    get = (name) => this.#values.get(name);
    set(name, value) {
        const values = new Map(this.#values);
        values.delete(name);
        values.set(name, value);
        return new Environment(values);
    }
    names() {
        return [...this.#values.keys()];
    }
    /** `NAME=value`, in order. */
    toList() {
        return [...this.#values].map(([name, value]) => `${name}=${value}`);
    }
}
/** Splits `NAME=value` of an image config; a name without `=` has an empty value. */
function splitVariable(variable) {
    const at = variable.indexOf('=');
    return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
}
/** Sets a variable in the `Env` list of an image config, in its old place when it has one. */
function setInList(list, name, value) {
    const at = list.findIndex((variable) => splitVariable(variable)[0] === name);
    const entry = `${name}=${value}`;
    return at < 0 ? [...list, entry] : list.with(at, entry);
}

// EXTERNAL MODULE: ./lib/plan/located.js
var located = __nccwpck_require__(8969);
;// CONCATENATED MODULE: ./lib/plan/global-args.js



/**
 * The arguments that BuildKit predefines in the global scope (Dockerfile reference, "Automatic platform ARGs in the global
 * scope"), overridable by `--build-arg`.
 */
function predefinedArgs(platforms, buildArgs, targetName) {
    const { build, target } = platforms;
    const defaults = [
        ['BUILDPLATFORM', (0,oci_platform/* formatPlatform */.Bq)(build)],
        ['BUILDOS', build.os],
        ['BUILDOSVERSION', ''],
        ['BUILDARCH', build.architecture],
        ['BUILDVARIANT', build.variant ?? ''],
        ['TARGETPLATFORM', (0,oci_platform/* formatPlatform */.Bq)(target)],
        ['TARGETOS', target.os],
        ['TARGETOSVERSION', ''],
        ['TARGETARCH', target.architecture],
        ['TARGETVARIANT', target.variant ?? ''],
        ['TARGETSTAGE', targetName],
    ];
    return Environment.of(defaults.map(([name, value]) => [name, ownValue(buildArgs, name) ?? value]));
}
/** Gives the ARGs before the first FROM their values, in order: `--build-arg` first, else the default, expanded. */
function evaluateGlobalArgs(dockerfile, predefined, buildArgs) {
    let environment = predefined;
    const args = dockerfile.globalArgs.map((instruction) => {
        const values = instruction.args.map(({ name, value }) => {
            const given = ownValue(buildArgs, name);
            const result = given ??
                (value === undefined
                    ? undefined
                    : (0,located.at)(dockerfile, instruction.range, () => (0,located/* expand */.fT)(dockerfile, value, environment)));
            if (result !== undefined)
                environment = environment.set(name, result);
            return [name, result];
        });
        return { instruction, values };
    });
    return { environment, args };
}
/** `--build-arg` values come from outside: a name such as `constructor` must not find what objects inherit. */
function ownValue(buildArgs, name) {
    return Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
}

;// CONCATENATED MODULE: ./lib/plan/checks/suggested-name.js
/** More edits than this, and nobody meant the other name. */
const MOST_EDITS = 2;
/**
 * The name that was meant, as BuildKit's checks suggest one: at most two edits away, case counting, the first of the nearest;
 * none where the name itself is known.
 */
function suggestedName(name, known) {
    let best;
    let least = MOST_EDITS + 1;
    for (const candidate of known) {
        if (candidate === name)
            return undefined;
        if (candidate === '' || Math.abs(candidate.length - name.length) >= least)
            continue;
        const distance = levenshtein([...name], [...candidate]);
        if (distance < least) {
            best = candidate;
            least = distance;
        }
    }
    return best;
}
function levenshtein(from, to) {
    let last = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (const [row, char] of from.entries()) {
        const current = [row + 1];
        for (const [column, other] of to.entries()) {
            current.push(Math.min((last[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1, (last[column] ?? 0) + (char === other ? 0 : 1)));
        }
        last = current;
    }
    return last[to.length] ?? 0;
}

;// CONCATENATED MODULE: ./lib/plan/checks/variable-use.js

/** Expands something with an environment, and watches. */
function watchVariables(environment, work) {
    const found = new Set();
    const missing = new Set();
    const lookup = (name) => {
        const value = environment.get(name);
        (value === undefined ? missing : found).add(name);
        return value;
    };
    try {
        return { text: work(lookup), found, missing };
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return { found, missing };
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/plan/checks/base-checks.js







/** The bases must be names even if nobody gives a build argument. */
function checkDefaultBases(dockerfile, predefined, checks) {
    const environment = attempt(() => evaluateGlobalArgs(dockerfile, predefined, {}).environment);
    if (environment === undefined)
        return;
    for (const { from } of dockerfile.stages) {
        const name = attempt(() => (0,dockerfile_expand/* expandWord */.Vo)(from.image, environment.get, dockerfile.directives.escape));
        if (name === undefined)
            return;
        if (attempt(() => (0,reference/* parseReference */.F2)(name)) === undefined) {
            checks.report('InvalidDefaultArgInFrom', from.range, from.image);
        }
    }
}
/** What FROM expands. Ends at a stage that cannot be planned: the error that follows is of that one. */
function checkBases(dockerfile, environment, host, checks) {
    const declared = [
        ...new Set([...dockerfile.globalArgs.flatMap(({ args }) => args.map(({ name }) => name)), ...environment.names()]),
    ];
    const { escape } = dockerfile.directives;
    const use = (word) => watchVariables(environment, (lookup) => (0,dockerfile_expand/* expandWord */.Vo)(word, lookup, escape));
    for (const node of dockerfile.stages) {
        const own = checks.under(node.from.comments);
        const name = use(node.from.image);
        reportUndeclared(name, node.from, declared, own);
        if (name.text === undefined || name.text === '')
            return;
        if (node.from.platform === undefined)
            continue;
        const platform = use(node.from.platform);
        reportUndeclared(platform, node.from, declared, own);
        reportPlatform(node, node.from.platform, platform, environment, host, own);
        if (platform.text === undefined || platform.text === '')
            return;
    }
}
function reportUndeclared({ missing }, { range }, declared, checks) {
    for (const name of missing) {
        if (!declared.includes(name))
            checks.report('UndefinedArgInFrom', range, name, suggestedName(name, declared));
    }
}
function reportPlatform({ name = '', from }, expression, { text, found, missing }, environment, host, checks) {
    if (text === undefined)
        return;
    if (missing.size === 0 && found.size === 1 && found.has('TARGETPLATFORM')) {
        if (text === environment.get('TARGETPLATFORM'))
            checks.report('RedundantTargetPlatform', from.range, expression);
        return;
    }
    if (missing.size + found.size > 0)
        return;
    const platform = attempt(() => (0,oci_platform/* parsePlatform */.FL)(text, host));
    // A stage that is named after its platform is there for the sake of it.
    if (platform === undefined || name.includes(platform.os) || name.includes(platform.architecture))
        return;
    checks.report('FromPlatformFlagConstDisallowed', from.range, text);
}
/** What fails here fails again where it matters. */
function attempt(work) {
    try {
        return work();
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/plan/context-names.js



/** A stage of one of these names is always the Dockerfile's own. */
const NEVER_REPLACED = new Set(['scratch', 'context']);
/**
 * The names of `--build-context`. They are compared as image names are: `alpine`, `alpine:latest` and
 * `docker.io/library/alpine` are one name. A name may be for one platform alone, `NAME::os/architecture`, and then goes before
 * the plain one (BuildKit, `frontend/dockerui`, `Client.NamedContext`).
 */
class ContextNames {
    /** Name as it was given, by its compared form. */
    #given;
    constructor(given) {
        this.#given = given;
    }
    /** @throws UserError for what cannot be the name of an image or a stage */
    static of(names) {
        return new ContextNames(new Map([...names].map((name) => [comparedName(name), name])));
    }
    /**
     * The context that stands in for the stage of this name, as it was given.
     *
     * @throws UserError for a name that no context could have: BuildKit refuses such stages
     */
    ofStage(name, platform) {
        return NEVER_REPLACED.has(name) ? undefined : this.#find(comparedForm(name), platform);
    }
    /** The context that stands in for an image, as it was given. What is no image name is nobody's. */
    ofImage(name, platform) {
        if (this.#given.size === 0)
            return undefined;
        try {
            return this.#find(comparedForm(name), platform);
        }
        catch (error) {
            // Whoever looks for the image says what is wrong with its name.
            if (error instanceof errors/* UserError */.yo)
                return undefined;
            throw error;
        }
    }
    #find(name, platform) {
        return this.#given.get(`${name}::${(0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* normalisePlatform */.WN)(platform))}`) ?? this.#given.get(name);
    }
}
function comparedName(given) {
    const separator = given.indexOf('::');
    if (separator < 0)
        return comparedForm(given);
    const platform = (0,oci_platform/* parsePlatform */.FL)(given.slice(separator + 2), { os: 'linux', architecture: 'amd64' });
    return `${comparedForm(given.slice(0, separator))}::${(0,oci_platform/* formatPlatform */.Bq)(platform)}`;
}
function comparedForm(name) {
    try {
        return (0,reference/* familiarName */.hG)((0,reference/* parseReference */.F2)(name)).replace(/:latest$/, '');
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* UserError */.yo(`invalid context name ${name}: ${error.message}`, { cause: error, hint: error.hint });
    }
}

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __nccwpck_require__(3916);
;// CONCATENATED MODULE: ./lib/plan/image-state.js


const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** `FROM scratch`. The PATH and the working directory are in the config, as BuildKit writes them. */
function scratchImage(platform) {
    return {
        platform,
        config: { Env: [`PATH=${DEFAULT_PATH}`], WorkingDir: '/' },
        baseHistory: [],
        inherited: {},
    };
}
/** Files without any config, which a named context puts in place of a stage. */
function blankImage(platform) {
    return { platform, config: {}, baseHistory: [], inherited: {} };
}
/** What a stage inherits of its base image. ONBUILD triggers are not inherited: they run in the stage. */
function imageFromConfig(base) {
    return completed(imageAsItIs(base));
}
/** An image that a named context puts in place of a stage: no instruction touches it, and its config gains nothing. */
function imageAsItIs(base) {
    const { OnBuild, ...config } = base.config ?? {};
    return {
        platform: {
            os: base.os,
            architecture: base.architecture,
            ...(base.variant === undefined ? {} : { variant: base.variant }),
        },
        ...(base.author === undefined ? {} : { author: base.author }),
        config,
        baseHistory: base.history ?? [],
        inherited: {
            ...(base['os.version'] === undefined ? {} : { 'os.version': base['os.version'] }),
            ...(base['os.features'] === undefined ? {} : { 'os.features': base['os.features'] }),
        },
    };
}
/** Another stage as base: everything but its ONBUILD triggers. */
function imageFromStage(stage) {
    const { OnBuild, ...config } = stage.config;
    return completed({ ...stage, config });
}
function completed(image) {
    const { os } = image.platform;
    return { ...image, config: withPath(withAbsoluteWorkdir(image.config, os), os) };
}
/** A base's working directory is written absolute and clean, as each WORKDIR writes its own. */
function withAbsoluteWorkdir(config, os) {
    const { WorkingDir } = config;
    if (os === 'windows' || WorkingDir === undefined || WorkingDir === '')
        return config;
    return { ...config, WorkingDir: posix_.resolve('/', WorkingDir) };
}
/** PATH is always set in a Linux image's config. */
function withPath(config, os) {
    const env = config.Env ?? [];
    if (os === 'windows' || env.some((variable) => splitVariable(variable)[0] === 'PATH'))
        return config;
    return { ...config, Env: setInList(env, 'PATH', DEFAULT_PATH) };
}
/** Changes fields of the runtime config. */
function withConfig(image, change) {
    return { ...image, config: { ...image.config, ...change } };
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
;// CONCATENATED MODULE: ./lib/dockerfile/ports.js


const HINT = 'Write it as PORT, FIRST-LAST or PORT/udp.';
/**
 * The ports of an EXPOSE, `PORT/PROTOCOL` each: ranges are spelled out, a host's address and port are checked and dropped.
 *
 * @throws UserError for what is no port, range, protocol or address
 */
function parsePorts(specs) {
    return specs.flatMap(parsePort);
}
function parsePort(spec) {
    const parts = spec.split(':');
    const container = parts.pop() ?? '';
    const hostPort = parts.pop() ?? '';
    const address = parts.join(':');
    const slash = container.indexOf('/');
    const range = slash < 0 ? container : container.slice(0, slash);
    const protocol = slash < 0 ? '' : container.slice(slash + 1).toLowerCase();
    if (range === '')
        throw ports_invalid(spec, 'no port specified');
    if (!['', 'tcp', 'udp', 'sctp'].includes(protocol))
        throw ports_invalid(spec, `invalid proto: ${protocol}`);
    checkAddress(spec, address);
    const ports = parseRange(spec, range, 'containerPort');
    if (hostPort !== '') {
        const host = parseRange(spec, hostPort, 'hostPort');
        if (host.last - host.first !== ports.last - ports.first && ports.first !== ports.last) {
            throw ports_invalid(spec, `invalid ranges specified for container and host Ports: ${range} and ${hostPort}`);
        }
    }
    return Array.from({ length: ports.last - ports.first + 1 }, (_, index) => `${ports.first + index}/${protocol === '' ? 'tcp' : protocol}`);
}
function checkAddress(spec, address) {
    const bare = address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address;
    if (bare !== '' && ((0,external_node_net_.isIP)(bare) === 0 || bare.includes('%')))
        throw ports_invalid(spec, `invalid IP address: ${address}`);
}
function parseRange(spec, text, what) {
    const match = /^\+?(\d+)(?:-\+?(\d+))?$/.exec(text);
    const first = Number(match?.[1]);
    const last = match?.[2] === undefined ? first : Number(match[2]);
    if (match === null || first > 65535 || last > 65535 || last < first)
        throw ports_invalid(spec, `invalid ${what}: ${text}`);
    return { first, last };
}
function ports_invalid(spec, why) {
    return new errors/* UserError */.yo(`invalid port: ${JSON.stringify(spec)}: ${why}`, { hint: HINT });
}

;// CONCATENATED MODULE: ./lib/dockerfile/signal.js


/** Names of Linux's signals, as moby/sys has them. */
const SIGNALS = ('ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN ' +
    'TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ').split(' ');
const REAL_TIME = /^RTM(?:IN(?:\+(?:[1-9]|1[0-5]))?|AX(?:-(?:[1-9]|1[0-4]))?)$/;
/**
 * A signal for STOPSIGNAL: a number, or a name with or without SIG, in any case.
 *
 * @throws UserError for anything else
 */
function checkSignal(signal) {
    if (/^[-+]?\d+$/.test(signal)) {
        if (Number(signal) === 0 || Math.abs(Number(signal)) >= 2 ** 63)
            throw signal_invalid(signal);
        return;
    }
    const name = signal.toUpperCase().replace(/^SIG/, '');
    if (!SIGNALS.includes(name) && !REAL_TIME.test(name))
        throw signal_invalid(signal);
}
function signal_invalid(signal) {
    return new errors/* UserError */.yo(`invalid signal: ${signal}`, {
        hint: (0,nearest/* didYouMean */.a)(signal.toUpperCase().replace(/^(?:SIG)?/, 'SIG'), SIGNALS.map((name) => `SIG${name}`)),
    });
}

;// CONCATENATED MODULE: ./lib/plan/go-format.js

/**
 * Texts in the form that Docker's Go code gives them in an image's history, so that `docker history` reads the same for our
 * images (fmt's %q and %v; time.Duration's String).
 */
/** `%q` of a slice of strings. */
function goQuoteList(words) {
    return `[${words.map(goQuote).join(' ')}]`;
}
/** `%v` of a slice of strings. */
function goList(words) {
    return `[${words.join(' ')}]`;
}
/** time.Duration's String: `1m30s`, `1.5s`, `100ms`, `0s`. */
function goDuration(nanoseconds) {
    if (nanoseconds === 0)
        return '0s';
    if (nanoseconds < 1e3)
        return `${nanoseconds}ns`;
    if (nanoseconds < 1e6)
        return `${trimFraction(nanoseconds / 1e3, 3)}µs`;
    if (nanoseconds < 1e9)
        return `${trimFraction(nanoseconds / 1e6, 6)}ms`;
    const minutes = Math.floor(nanoseconds / 60e9);
    const seconds = trimFraction((nanoseconds - minutes * 60e9) / 1e9, 9);
    if (minutes === 0)
        return `${seconds}s`;
    const hours = Math.floor(minutes / 60);
    return hours === 0 ? `${minutes}m${seconds}s` : `${hours}h${minutes % 60}m${seconds}s`;
}
function trimFraction(value, digits) {
    return value.toFixed(digits).replace(/\.?0+$/, '');
}

;// CONCATENATED MODULE: ./lib/plan/command-line.js
/** The command line of a shell form under the image's SHELL, or the JSON form as it is. */
function commandLine(command, image) {
    return command.form === 'exec' ? command.argv : [...shellOf(image), command.line];
}
function shellOf(image) {
    const { Shell } = image.config;
    if (Shell !== undefined && Shell.length > 0)
        return Shell;
    return image.platform.os === 'windows' ? ['cmd', '/S', '/C'] : ['/bin/sh', '-c'];
}

;// CONCATENATED MODULE: ./lib/plan/lower-config.js










function lowerConfig(instruction, state, options) {
    const word = (text) => (0,located/* expand */.fT)(options.dockerfile, text, state.environment);
    const { image } = state;
    switch (instruction.keyword) {
        case 'ENV':
            return lowerEnv(instruction, state, word);
        case 'LABEL':
            return lowerLabel(instruction, state, word);
        case 'MAINTAINER':
            return changed(state, { ...image, author: instruction.maintainer }, `MAINTAINER ${instruction.maintainer}`);
        case 'USER': {
            const user = word(instruction.user);
            return changed(state, withConfig(image, { User: user }), `USER ${user}`);
        }
        case 'CMD':
            return lowerCmd(instruction, state);
        case 'ENTRYPOINT':
            return lowerEntrypoint(instruction, state);
        case 'EXPOSE': {
            const words = instruction.ports.flatMap((port) => (0,dockerfile_expand/* expandWords */.AK)(port, state.environment.get, options.dockerfile.directives.escape));
            const ports = parsePorts(words);
            const ExposedPorts = { ...image.config.ExposedPorts, ...emptyObjects(ports) };
            return changed(state, withConfig(image, { ExposedPorts }), `EXPOSE ${goList(ports)}`);
        }
        case 'VOLUME': {
            const paths = instruction.paths.map(word);
            if (paths.includes(''))
                throw new errors/* UserError */.yo('VOLUME specified can not be an empty string');
            const Volumes = { ...image.config.Volumes, ...emptyObjects(paths) };
            return changed(state, withConfig(image, { Volumes }), `VOLUME ${goList(paths)}`);
        }
        case 'SHELL':
            return changed(state, withConfig(image, { Shell: instruction.shell }), `SHELL ${goList(instruction.shell)}`);
        case 'STOPSIGNAL': {
            const signal = word(instruction.signal);
            checkSignal(signal);
            return changed(state, withConfig(image, { StopSignal: signal }), `STOPSIGNAL ${signal}`);
        }
        case 'HEALTHCHECK':
            return lowerHealthcheck(instruction, state);
        case 'ONBUILD': {
            const OnBuild = [...(image.config.OnBuild ?? []), instruction.trigger];
            return {
                state: { ...state, image: withConfig(image, { OnBuild }) },
                step: { operation: { kind: 'config' }, expanded: `ONBUILD ${instruction.trigger}` },
            };
        }
    }
}
/** Arguments that speak to the builder, and are no variables for what runs. */
const lower_config_NO_VARIABLES = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);
/**
 * ARG: `--build-arg`, else the default of this instruction, else the value of the global ARG of that name. What it sets hides
 * an ENV of the same name for later expansions, as in BuildKit.
 */
function lowerArg(instruction, state, options) {
    let { environment } = state;
    const declared = instruction.args.map(({ name, value }) => {
        const given = ownValue(options.buildArgs, name);
        const result = given ??
            (value === undefined ? options.globalEnvironment.get(name) : (0,located/* expand */.fT)(options.dockerfile, value, environment));
        if (result !== undefined && !lower_config_NO_VARIABLES.has(name))
            environment = environment.set(name, result);
        return [name, result];
    });
    const expanded = `ARG ${declared.map(([name, value]) => (value === undefined ? name : `${name}=${value}`)).join(' ')}`;
    return {
        state: { ...state, environment, declaredArgs: [...state.declaredArgs, ...declared] },
        step: { operation: { kind: 'config' }, expanded, history: { createdBy: expanded, emptyLayer: true } },
    };
}
function changed(state, image, expanded) {
    return {
        state: { ...state, image },
        step: { operation: { kind: 'config' }, expanded, history: { createdBy: expanded, emptyLayer: true } },
    };
}
function expandPairs(pairs, word) {
    // Every word is expanded with the values from before the instruction.
    return pairs.map(({ key, value }) => [word(key), word(value)]);
}
function lowerEnv(instruction, state, word) {
    const pairs = expandPairs(instruction.pairs, word);
    const Env = pairs.reduce((list, [name, value]) => setInList(list, name, value), state.image.config.Env ?? []);
    const environment = pairs.reduce((all, [name, value]) => all.set(name, value), state.environment);
    return changed({ ...state, environment }, withConfig(state.image, { Env }), `ENV ${joinPairs(pairs)}`);
}
function lowerLabel(instruction, state, word) {
    const pairs = expandPairs(instruction.pairs, word);
    const Labels = { ...state.image.config.Labels, ...Object.fromEntries(pairs) };
    return changed(state, withConfig(state.image, { Labels }), `LABEL ${joinPairs(pairs)}`);
}
function joinPairs(pairs) {
    return pairs.map(([key, value]) => `${key}=${value}`).join(' ');
}
function lowerCmd(instruction, state) {
    const Cmd = commandLine(instruction.command, state.image);
    const image = withConfig(state.image, { Cmd, ArgsEscaped: true });
    return changed({ ...state, commandSet: true }, image, `CMD ${goQuoteList(Cmd)}`);
}
function lowerEntrypoint(instruction, state) {
    const Entrypoint = commandLine(instruction.command, state.image);
    const { Cmd: inherited, ...config } = state.image.config;
    const image = {
        ...state.image,
        config: { ...config, Entrypoint, ...(state.commandSet && inherited !== undefined ? { Cmd: inherited } : {}) },
    };
    return changed(state, image, `ENTRYPOINT ${goQuoteList(Entrypoint)}`);
}
function lowerHealthcheck(instruction, state) {
    const health = healthcheckOf(instruction);
    const created = `HEALTHCHECK {Test:${goList(health.Test ?? [])} Interval:${goDuration(health.Interval ?? 0)} ` +
        `Timeout:${goDuration(health.Timeout ?? 0)} StartPeriod:${goDuration(health.StartPeriod ?? 0)} ` +
        `StartInterval:${goDuration(health.StartInterval ?? 0)} Retries:${health.Retries ?? 0}}`;
    return changed(state, withConfig(state.image, { Healthcheck: health }), created);
}
function healthcheckOf({ check }) {
    if (check.kind === 'none')
        return { Test: ['NONE'] };
    const { command } = check;
    return {
        Test: command.form === 'exec' ? ['CMD', ...command.argv] : ['CMD-SHELL', command.line],
        ...(check.interval === undefined ? {} : { Interval: check.interval }),
        ...(check.timeout === undefined ? {} : { Timeout: check.timeout }),
        ...(check.startPeriod === undefined ? {} : { StartPeriod: check.startPeriod }),
        ...(check.startInterval === undefined ? {} : { StartInterval: check.startInterval }),
        ...(check.retries === undefined ? {} : { Retries: check.retries }),
    };
}
function emptyObjects(names) {
    return Object.fromEntries(names.map((name) => [name, {}]));
}

// EXTERNAL MODULE: ./lib/dockerfile/file-mode.js
var file_mode = __nccwpck_require__(3628);
;// CONCATENATED MODULE: ./lib/plan/lower-workdir.js



function lowerWorkdir(instruction, state, options) {
    const word = (0,located/* expand */.fT)(options.dockerfile, instruction.path, state.environment);
    const path = workdirOf(state.image.config.WorkingDir, word);
    const expanded = `WORKDIR ${path}`;
    return {
        state: { ...state, image: withConfig(state.image, { WorkingDir: path }) },
        step: {
            operation: path === '/' ? { kind: 'config' } : { kind: 'workdir', path, user: state.image.config.User ?? '' },
            expanded,
            history: { createdBy: expanded, emptyLayer: path === '/' },
        },
    };
}
/** A working directory after `WORKDIR next`: absolute and clean; an empty path keeps the current one. */
function workdirOf(current, next) {
    const base = current === undefined || current === '' ? '/' : current;
    return posix_.resolve('/', base, next);
}
/**
 * The destination of a COPY as an absolute path. A trailing slash, or a trailing `/.`, says that it is a directory, and is
 * kept.
 */
function destinationOf(workingDir, destination) {
    const word = destination === '' || destination === '.' ? './' : destination;
    const absolute = workdirOf(workingDir, word);
    if (word.endsWith('/') && !absolute.endsWith('/'))
        return `${absolute}/`;
    if (word.endsWith('/.'))
        return absolute === '/' ? '/.' : `${absolute}/.`;
    return absolute;
}

// EXTERNAL MODULE: ./lib/plan/source-label.js
var source_label = __nccwpck_require__(9589);
;// CONCATENATED MODULE: ./lib/plan/stage-order.js

/** @throws UserError when the source is a stage that stands at or after the one that uses it */
function requireEarlier(source, stageIndex, options, message) {
    if (source.kind !== 'stage' || source.index < stageIndex)
        return;
    const name = options.graph.stages[source.index]?.name ?? String(source.index);
    throw new errors/* UserError */.yo(message(name), { hint: 'Move that stage above this one.' });
}

;// CONCATENATED MODULE: ./lib/plan/lower-copy.js







function lowerCopy(instruction, from, state, stageIndex, options) {
    requireEarlier(from, stageIndex, options, (name) => `cannot copy from stage "${name}", it needs to be defined before it is used`);
    const word = (text) => text === undefined ? '' : (0,located/* expand */.fT)(options.dockerfile, text, state.environment);
    const isAdd = instruction.keyword === 'ADD';
    const chown = word(instruction.chown);
    const chmod = word(instruction.chmod);
    const checksum = isAdd ? word(instruction.checksum) : '';
    const sources = instruction.sources.map(word);
    const destination = word(instruction.destination);
    const parents = !isAdd && instruction.parents;
    if (chmod !== '')
        (0,file_mode/* parseFileMode */.P)(chmod);
    if (!isAdd)
        refuseRemoteSources(sources);
    if (checksum !== '')
        checkChecksum(sources);
    const operation = {
        kind: 'copy',
        keyword: instruction.keyword,
        from,
        fromLabel: (0,source_label/* sourceLabel */.e)(from, options.graph),
        sources,
        inlineFiles: instruction.heredocs.map((heredoc) => ({
            name: heredoc.name,
            content: heredoc.expand ? (0,dockerfile_expand/* expandHeredoc */.nk)(heredoc.content, state.environment.get) : heredoc.content,
        })),
        destination: destinationOf(state.image.config.WorkingDir, destination),
        chown,
        chmod,
        // As in BuildKit, a --link that also changes modes is an ordinary copy.
        link: instruction.link && chmod === '',
        parents,
        excludes: instruction.excludes,
        keepGitDir: isAdd && instruction.keepGitDir,
        unpack: isAdd ? instruction.unpack : false,
        ...(checksum === '' ? {} : { checksum }),
    };
    const expanded = [
        instruction.keyword,
        ...(parents ? ['--parents'] : []),
        ...(chown === '' ? [] : [`--chown=${chown}`]),
        ...(chmod === '' ? [] : [`--chmod=${chmod}`]),
        ...sources,
        ...instruction.heredocs.map((heredoc) => `<<${heredoc.name}`),
        destination,
    ].join(' ');
    return {
        state,
        step: { operation, expanded, history: { createdBy: `${expanded} # buildkit`, emptyLayer: false } },
    };
}
/** A checksum is of one download. */
function checkChecksum(sources) {
    const [source] = sources;
    if (source === undefined || sources.length !== 1) {
        throw new errors/* UserError */.yo("checksum can't be specified for multiple sources", {
            hint: 'Write an ADD of its own for each download.',
        });
    }
    if (!/^(?:https?:\/\/|git@|git:\/\/|ssh:\/\/)/.test(source)) {
        throw new errors/* UserError */.yo('checksum requires HTTP(S) or Git sources');
    }
}
function refuseRemoteSources(sources) {
    for (const source of sources) {
        if (/^https?:\/\//.test(source)) {
            throw new errors/* UserError */.yo(`source can't be a URL for COPY: ${source}`, { hint: 'ADD takes URLs.' });
        }
        if (/^(?:git@|git:\/\/|ssh:\/\/)/.test(source)) {
            throw new errors/* UserError */.yo(`source can't be a git ref for COPY: ${source}`, { hint: 'ADD takes git repositories.' });
        }
    }
}

;// CONCATENATED MODULE: ./lib/plan/lower-run.js







/** Where a here-document with a `#!` line is shown to the process that runs it. */
const SCRIPT_FOLDER = '/dev/pipes';
function lowerRun(instruction, sources, state, stageIndex, options) {
    if (instruction.security === 'insecure') {
        throw new errors/* UserError */.yo('RUN --security=insecure is not allowed', {
            hint: 'Steps run with the default capabilities of a container; remove the flag.',
        });
    }
    const mounts = instruction.mounts.map((text, index) => {
        const source = sources[index] ?? { kind: 'context' };
        const mount = parseMount(text, (word) => (0,located/* expand */.fT)(options.dockerfile, word, state.environment));
        requireEarlier(source, stageIndex, options, (name) => `cannot mount from stage "${name}" to "${mount.target}", it needs to be defined before it is used`);
        return { mount, source };
    });
    const { argv, script } = lower_run_commandOf(instruction, state);
    const createdBy = `RUN ${[...argPrefix(state), ...argv].join(' ')} # buildkit`;
    const operation = {
        kind: 'run',
        argv,
        ...(script === undefined ? {} : { script }),
        env: state.environment.toList(),
        args: state.declaredArgs.map(([name, value]) => `${name}=${state.environment.get(name) ?? value ?? ''}`),
        cwd: workdirOf(state.image.config.WorkingDir, ''),
        user: state.image.config.User ?? '',
        network: networkOf(instruction),
        mounts,
    };
    return { state, step: { operation, expanded: `RUN ${argv.join(' ')}`, history: { createdBy, emptyLayer: false } } };
}
/** The declared ARGs before the command, as Docker writes them into the history: `|2 A=1 B=2`. */
function argPrefix(state) {
    const values = new Map(state.declaredArgs.map(([name, value]) => [name, state.environment.get(name) ?? value ?? '']));
    if (values.size === 0)
        return [];
    return [`|${values.size}`, ...[...values].map(([name, value]) => `${name}=${value}`)];
}
function lower_run_commandOf(instruction, state) {
    const { command, heredocs } = instruction;
    const [only] = heredocs;
    if (command.form === 'exec' || only === undefined)
        return { argv: commandLine(command, state.image) };
    if (heredocMarkOrNone(command.line) === undefined) {
        // The shell reads here-documents of a longer command line itself, and strips their tabs.
        const text = heredocs.map((heredoc) => `\n${heredoc.raw ?? heredoc.content}${heredoc.name}`).join('');
        return { argv: [...shellOf(state.image), command.line + text] };
    }
    if (only.content.startsWith('#!') && state.image.platform.os !== 'windows') {
        const script = { name: only.name, content: only.content };
        return { argv: [`${SCRIPT_FOLDER}/${only.name}`], script };
    }
    return { argv: [...shellOf(state.image), only.content] };
}
function networkOf(instruction) {
    switch (instruction.network) {
        case undefined:
        case '':
        case 'default':
            return undefined;
        case 'none':
        case 'host':
            return instruction.network;
        default:
            throw new errors/* UserError */.yo(`unsupported network mode "${instruction.network}"`, {
                hint: 'RUN --network takes default, none or host.',
            });
    }
}

;// CONCATENATED MODULE: ./lib/plan/lower.js





/**
 * Expands a stage's instructions one after the other, each seeing the variables that those before it set.
 *
 * @throws UserError with the place of the instruction
 */
function lowerStage(planned, start, stageIndex, options, checks) {
    let state = start;
    const steps = planned.map((each) => {
        const { instruction, trigger } = each;
        checks?.check(each, state);
        const lowered = (0,located.at)(options.dockerfile, instruction.range, () => lowerInstruction(each, state, stageIndex, options));
        state = lowered.state;
        return { ...lowered.step, text: instruction.text, range: instruction.range, trigger, image: state.image };
    });
    return { steps, end: state };
}
function lowerInstruction(planned, state, stageIndex, options) {
    const { instruction, sources } = planned;
    switch (instruction.keyword) {
        case 'ARG':
            return lowerArg(instruction, state, options);
        case 'COPY':
        case 'ADD':
            return lowerCopy(instruction, sources[0] ?? { kind: 'context' }, state, stageIndex, options);
        case 'RUN':
            return lowerRun(instruction, sources, state, stageIndex, options);
        case 'WORKDIR':
            return lowerWorkdir(instruction, state, options);
        case 'ENV':
        case 'LABEL':
        case 'MAINTAINER':
        case 'USER':
        case 'CMD':
        case 'ENTRYPOINT':
        case 'EXPOSE':
        case 'VOLUME':
        case 'SHELL':
        case 'STOPSIGNAL':
        case 'HEALTHCHECK':
        case 'ONBUILD':
            return lowerConfig(instruction, state, options);
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/trigger.js




/**
 * The instruction of an ONBUILD trigger, as an image's config has it. Its place is the FROM that brought it; the escape
 * character is the default one, whatever the Dockerfile of either image says.
 *
 * @throws UserError without a place (the caller knows the FROM's) when it cannot be read, or is not allowed as a trigger
 */
function parseTrigger(trigger, from) {
    try {
        const [line, second] = readInstructions(splitLines(trigger), '\\', 0, (error) => error);
        if (line === undefined || second !== undefined) {
            throw new errors/* UserError */.yo('onbuild trigger should be a single expression');
        }
        const instruction = parseInstruction({ ...line, range: from.range });
        if (instruction.keyword === 'FROM')
            throw new errors/* UserError */.yo("FROM isn't allowed as an ONBUILD trigger");
        return instruction;
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        // Not the parser's own error: the word that it would mark stands in no line of this Dockerfile.
        throw new errors/* UserError */.yo(`ONBUILD trigger of ${from.image}, ${JSON.stringify(shown(trigger))}: ${error.message}`, {
            hint: error.hint,
            cause: error,
        });
    }
}
function shown(trigger) {
    return trigger.length > 200 ? `${trigger.slice(0, 200)}…` : trigger;
}

;// CONCATENATED MODULE: ./lib/plan/stage-cycles.js

/**
 * Without recursion: a file may have more stages, each copying from the next, than the call stack has room for.
 *
 * @throws UserError at the instruction that copies from or mounts a stage which needs its own
 */
function refuseCycles(graph) {
    const done = new Set();
    const path = new Set();
    const visits = [];
    const enter = (index) => {
        if (done.has(index))
            return;
        path.add(index);
        visits.push({ index, copies: copiesOf(graph.stages[index]) });
    };
    for (const stage of graph.stages) {
        enter(stage.index);
        for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
            const next = visit.copies.next();
            if (next.done === true) {
                path.delete(visit.index);
                done.add(visit.index);
                visits.pop();
                continue;
            }
            const { from, range } = next.value;
            if (path.has(from)) {
                const name = graph.stages[from]?.name ?? from;
                throw (0,located/* errorAt */.Os)(graph.dockerfile, range, `circular dependency detected on stage: ${name}`);
            }
            enter(from);
        }
    }
}
function* copiesOf(stage) {
    for (const { instruction, sources } of stage?.instructions ?? []) {
        for (const source of sources)
            if (source.kind === 'stage')
                yield { from: source.index, range: instruction.range };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/plan/stage-graph.js








/**
 * Who stands on whom, and who copies from whom, after FROM was expanded with the global arguments. Nothing is asked of the
 * outside.
 *
 * @throws UserError for a blank or circular base and for an unknown target
 */
function planStages(dockerfile, options) {
    const seen = new Map();
    const stages = [];
    for (const node of dockerfile.stages) {
        stages.push(planStage(dockerfile, node, stages, seen, options));
        if (node.name !== undefined)
            seen.set(node.name, node.index);
    }
    const unlinked = {
        dockerfile,
        stages,
        byName: seen,
        target: findTarget(stages, seen, options.target),
        contexts: options.contexts,
        targetPlatform: options.targetPlatform,
    };
    const graph = {
        ...unlinked,
        stages: stages.map((stage) => ({
            ...stage,
            instructions: stage.instructions.map((planned) => stage_graph_link(unlinked, planned)),
        })),
    };
    refuseCycles(graph);
    return graph;
}
/** The graph with a base's ONBUILD triggers in front of a stage's own instructions. */
function withTriggers(graph, index, triggers) {
    const stage = graph.stages[index];
    if (stage === undefined || stage.replaced || triggers.length === 0)
        return graph;
    const added = triggers.map((trigger) => (0,located.at)(graph.dockerfile, stage.node.from.range, () => stage_graph_link(graph, { instruction: parseTrigger(trigger, stage.node.from), trigger: true, sources: [] })));
    const changed = { ...stage, instructions: [...added, ...stage.instructions] };
    const result = { ...graph, stages: graph.stages.with(index, changed) };
    refuseCycles(result);
    return result;
}
/** Indexes of the stages that the target needs, in the order of the file. */
function neededStages(graph) {
    const needed = new Set([graph.target]);
    // What is added while the set is gone through is visited too.
    for (const index of needed) {
        const stage = graph.stages[index];
        for (const source of stage === undefined ? [] : stageSources(stage))
            needed.add(source);
    }
    return [...needed].sort((a, b) => a - b);
}
function planStage(dockerfile, node, earlier, seen, options) {
    const image = baseNameOf(dockerfile, node, options);
    const platform = fromPlatform(dockerfile, node, options);
    const common = { index: node.index, name: node.name ?? String(node.index), node };
    const { name } = node;
    const context = name === undefined ? undefined : (0,located.at)(dockerfile, node.from.range, () => options.contexts.ofStage(name, platform));
    if (context !== undefined) {
        const base = { kind: 'named', name: context, platform };
        return { ...common, base, replaced: true, platform, instructions: [] };
    }
    const instructions = node.instructions.map((instruction) => ({ instruction, trigger: false, sources: [] }));
    const stage = { ...common, replaced: false, instructions };
    const below = seen.get(image);
    if (below !== undefined) {
        // What stands on a stage is for that stage's platform, whatever its own FROM says.
        return { ...stage, base: { kind: 'stage', index: below }, platform: earlier[below]?.platform ?? platform };
    }
    if (image === 'scratch')
        return { ...stage, base: { kind: 'scratch' }, platform: options.targetPlatform };
    return { ...stage, base: imageSource(image, platform, options.contexts), platform };
}
function imageSource(reference, platform, contexts) {
    const name = contexts.ofImage(reference, platform);
    return name === undefined ? { kind: 'image', reference } : { kind: 'named', name, platform };
}
function baseNameOf(dockerfile, node, options) {
    const { image, range } = node.from;
    const name = (0,located.at)(dockerfile, range, () => (0,located/* expand */.fT)(dockerfile, image, options.environment));
    if (name !== '')
        return name;
    throw (0,located/* errorAt */.Os)(dockerfile, range, `base name (${image}) should not be blank`, 'Give the ARG that it names a default before the first FROM, or pass --build-arg.');
}
function fromPlatform(dockerfile, node, options) {
    const { platform, range } = node.from;
    if (platform === undefined)
        return options.targetPlatform;
    return (0,located.at)(dockerfile, range, () => {
        const text = (0,located/* expand */.fT)(dockerfile, platform, options.environment);
        if (text === '') {
            throw (0,located/* errorAt */.Os)(dockerfile, range, `empty platform value from expression ${platform}`, suggestVariable(platform, options));
        }
        return (0,oci_platform/* parsePlatform */.FL)(text, options.targetPlatform);
    });
}
function suggestVariable(expression, options) {
    const name = /[A-Za-z_][A-Za-z0-9_]*/.exec(expression)?.[0];
    const close = name === undefined ? undefined : (0,nearest/* nearest */.p)(name, options.environment.names());
    return close === undefined ? undefined : `Did you mean $${close}?`;
}
function findTarget(stages, byName, target) {
    if (target === undefined || target === '')
        return stages.length - 1;
    const named = byName.get(target.toLowerCase());
    if (named !== undefined)
        return named;
    if (/^\d+$/.test(target) && Number(target) < stages.length)
        return Number(target);
    const names = stages.flatMap((stage) => stage.node.name ?? []);
    const close = (0,nearest/* nearest */.p)(target, names);
    throw new errors/* UserError */.yo(`target stage "${target}" could not be found`, { hint: targetHint(names, close) });
}
function targetHint(names, close) {
    if (close !== undefined)
        return `Did you mean ${close}?`;
    return names.length === 0
        ? 'No stage of this Dockerfile has a name: give one with FROM … AS name.'
        : `The stages are: ${names.join(', ')}.`;
}
/** Fills in where an instruction takes files from. */
function stage_graph_link(graph, planned) {
    const { instruction } = planned;
    switch (instruction.keyword) {
        case 'COPY':
            return { ...planned, sources: [copySource(graph, instruction)] };
        case 'ADD':
            return { ...planned, sources: [{ kind: 'context' }] };
        case 'RUN':
            return {
                ...planned,
                sources: instruction.mounts.map((mount) => {
                    const from = (0,located.at)(graph.dockerfile, instruction.range, () => mountFrom(mount));
                    return from === undefined ? { kind: 'context' } : namedSource(graph, from);
                }),
            };
        default:
            return planned;
    }
}
function copySource(graph, copy) {
    const { from } = copy;
    if (from === undefined || from === '')
        return { kind: 'context' };
    const { dockerfile } = graph;
    if ((0,located.at)(dockerfile, copy.range, () => (0,located/* expand */.fT)(dockerfile, from, Environment.empty)) !== from) {
        throw (0,located/* errorAt */.Os)(dockerfile, copy.range, 'variable expansion is not supported for --from', 'Define a stage with FROM $VARIABLE AS name, using an ARG before the first FROM, and copy from that.');
    }
    if (/^[+-]?\d+$/.test(from)) {
        const index = Number(from);
        if (index < 0 || index >= graph.stages.length)
            throw (0,located/* errorAt */.Os)(dockerfile, copy.range, `invalid stage index ${index}`);
        return stageSource(graph, index);
    }
    return namedSource(graph, from);
}
function namedSource(graph, name) {
    const index = graph.byName.get(name.toLowerCase());
    if (index !== undefined)
        return stageSource(graph, index);
    return name === 'scratch' ? { kind: 'scratch' } : imageSource(name, graph.targetPlatform, graph.contexts);
}
/** What stands in for a stage is there from the start, and need not be built. */
function stageSource(graph, index) {
    const stage = graph.stages[index];
    return stage?.replaced === true ? stage.base : { kind: 'stage', index };
}
function stageSources(stage) {
    return [stage.base, ...stage.instructions.flatMap((planned) => planned.sources)].flatMap((source) => source.kind === 'stage' ? [source.index] : []);
}

;// CONCATENATED MODULE: ./lib/plan/stage-state.js

/** A stage's start on an image. */
function startOnImage(image) {
    return {
        image,
        environment: Environment.of((image.config.Env ?? []).map(splitVariable)),
        declaredArgs: [],
        commandSet: false,
    };
}
/** A stage's start on another: its variables, ARGs among them, go on; the image's ENV wins over them once more. */
function startOnStage(base, image) {
    const environment = (image.config.Env ?? [])
        .map(splitVariable)
        .reduce((all, [name, value]) => all.set(name, value), base.environment);
    return { image, environment, declaredArgs: base.declaredArgs, commandSet: false };
}

;// CONCATENATED MODULE: ./lib/plan/checks/platform-checks.js

/** An image that is for one platform only is taken for any; a base for another processor seldom is what was meant. */
function checkBasePlatform(image, expected, actual, range, checks) {
    if (expected.os === actual.os && expected.architecture === actual.architecture)
        return;
    const shown = (platform) => (0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* normalisePlatform */.WN)(platform));
    checks.report('InvalidBaseImagePlatform', range, image, shown(expected), shown(actual));
}

;// CONCATENATED MODULE: ./lib/engine/base-platforms.js

/** Whether the images that stages stand on or copy from are for the platform that they are used for. */
async function checkPlatforms(graph, stages, platform, resolver, checks) {
    for (const index of stages) {
        const stage = graph.stages[index];
        for (const { reference, expected, range } of stage === undefined ? [] : usedImages(stage, platform)) {
            const { config, layers } = await resolver.image(reference, expected, range);
            // What holds no files runs anywhere.
            if (layers.length > 0)
                checkBasePlatform(reference, expected, config, range, checks);
        }
    }
}
function usedImages(stage, platform) {
    const { base, node, instructions } = stage;
    const own = base.kind === 'image' ? [{ ...base, expected: stage.platform, range: node.from.range }] : [];
    const copied = instructions.flatMap(({ instruction, sources }) => sources.flatMap((source) => source.kind === 'image' ? [{ ...source, expected: platform, range: instruction.range }] : []));
    return [...own, ...copied];
}

// EXTERNAL MODULE: ./lib/engine/origins.js
var origins = __nccwpck_require__(1609);
;// CONCATENATED MODULE: ./lib/engine/build-plan.js









/**
 * @throws UserError with a place in the Dockerfile, or without one where findings are errors: all have been told then
 * @throws InfraError when a registry or server does not answer
 */
async function planBuild(dockerfile, options, bases, signal) {
    const given = options.target === '' ? undefined : options.target;
    const targetName = given ?? dockerfile.stages.at(-1)?.name ?? 'default';
    const predefined = predefinedArgs({ build: options.buildPlatform, target: options.platform }, options.buildArgs, targetName);
    const { checks } = options;
    if (checks !== undefined)
        checkDefaultBases(dockerfile, predefined, checks.checks);
    const { environment, args } = evaluateGlobalArgs(dockerfile, predefined, options.buildArgs);
    if (checks !== undefined)
        checkBases(dockerfile, environment, options.platform, checks.checks);
    const planned = planStages(dockerfile, {
        environment,
        targetPlatform: options.platform,
        target: options.target,
        contexts: ContextNames.of(options.contexts?.names ?? []),
    });
    const resolver = new origins/* OriginResolver */.X(dockerfile, { bases, contexts: options.contexts }, signal);
    const graph = await resolveTriggers(planned, resolver);
    const wanted = options.allStages === true ? graph.stages.map(({ index }) => index) : neededStages(graph);
    const copied = await resolver.sourcesOf(graph, wanted, options.platform);
    if (checks !== undefined)
        await checkPlatforms(graph, wanted, options.platform, resolver, checks.checks);
    const lowering = { graph, dockerfile, globalEnvironment: environment, buildArgs: options.buildArgs };
    const lowered = await lowerStages(graph, wanted, resolver, lowering, checks);
    const failure = checks?.failure();
    if (failure !== undefined)
        throw failure;
    return number(dockerfile, graph, args, lowered, copied, options);
}
/** Bases bring ONBUILD triggers, which may need further stages, which have bases of their own. */
async function resolveTriggers(planned, resolver) {
    let graph = planned;
    const done = new Set();
    for (;;) {
        const fresh = neededStages(graph).filter((index) => !done.has(index));
        if (fresh.length === 0)
            return graph;
        const triggers = await Promise.all(fresh.map((index) => triggersOf(graph, index, resolver)));
        fresh.forEach((index, position) => {
            done.add(index);
            graph = withTriggers(graph, index, triggers[position] ?? []);
        });
    }
}
async function triggersOf(graph, index, resolver) {
    const stage = graph.stages[index];
    // A stage that a context stands in for runs nothing, triggers included.
    if (stage === undefined || stage.replaced)
        return [];
    const base = await resolver.baseOf(stage);
    if (base.kind === 'image')
        return base.image.config.config?.OnBuild ?? [];
    if (base.kind !== 'stage')
        return [];
    return (graph.stages[base.index]?.instructions ?? []).flatMap(({ instruction }) => instruction.keyword === 'ONBUILD' ? [instruction.trigger] : []);
}
async function lowerStages(graph, stages, resolver, options, checks) {
    const lowered = new Map();
    for (const index of stages) {
        const stage = graph.stages[index];
        if (stage === undefined)
            continue;
        const base = await resolver.baseOf(stage);
        const start = startOf(stage, base, lowered);
        const { steps, end } = lowerStage(stage.instructions, start, index, options, checks?.stage(stage, options));
        lowered.set(index, { stage, base, start, steps, end });
    }
    return [...lowered.values()];
}
function startOf(stage, base, lowered) {
    switch (base.kind) {
        case 'scratch':
        case 'files':
            return startOnImage(stage.replaced ? blankImage(stage.platform) : scratchImage(stage.platform));
        case 'image':
            return startOnImage(stage.replaced ? imageAsItIs(base.image.config) : imageFromConfig(base.image.config));
        case 'stage': {
            const below = lowered.get(base.index);
            if (below === undefined)
                return startOnImage(scratchImage(stage.platform));
            return startOnStage(below.end, imageFromStage(below.end.image));
        }
    }
}
/** Gives every instruction that the target needs its number, in the order of the file. */
function number(dockerfile, graph, args, lowered, copied, options) {
    const total = args.length + lowered.reduce((sum, stage) => sum + 1 + stage.steps.length, 0);
    const steps = [];
    const next = (stage, instruction, line) => {
        const info = { number: steps.length + 1, total, stage, instruction, line };
        steps.push(info);
        return info;
    };
    const globalArgs = args.map((arg) => ({
        arg,
        info: next('', arg.instruction.text, arg.instruction.range.start),
    }));
    const stages = lowered.map((stage) => {
        const { from } = stage.stage.node;
        return {
            ...stage,
            from: next(stage.stage.name, from.text, from.range.start),
            steps: stage.steps.map((step) => ({ ...step, info: next(stage.stage.name, step.text, step.range.start) })),
        };
    });
    return {
        dockerfile,
        graph,
        globalArgs,
        stages: options.platformGiven ? stages.map((stage) => labelled(stage, graph.target, options.platform)) : stages,
        target: graph.target,
        steps,
        copied,
        platform: options.platform,
    };
}
/** The target's image says the platform that was asked for, even where its base is for another. */
function labelled(plan, target, platform) {
    if (plan.stage.index !== target)
        return plan;
    const label = (holder) => ({
        ...holder,
        image: { ...holder.image, platform },
    });
    return { ...plan, start: label(plan.start), end: label(plan.end), steps: plan.steps.map(label) };
}

;// CONCATENATED MODULE: ./lib/engine/number-together.js

/** Numbers the steps of several platforms' plans as one build's; their stages are told apart by platform. */
function numberTogether(plans) {
    if (plans.length < 2)
        return plans;
    const total = plans.reduce((sum, plan) => sum + plan.steps.length, 0);
    let before = 0;
    return plans.map((plan) => {
        const offset = before;
        before += plan.steps.length;
        const platform = (0,oci_platform/* formatPlatform */.Bq)(plan.platform);
        const moved = (info) => ({
            ...info,
            number: info.number + offset,
            total,
            stage: info.stage === '' ? platform : `${platform} ${info.stage}`,
        });
        return {
            ...plan,
            globalArgs: plan.globalArgs.map(({ arg, info }) => ({ arg, info: moved(info) })),
            steps: plan.steps.map(moved),
            stages: plan.stages.map((stage) => ({
                ...stage,
                from: moved(stage.from),
                steps: stage.steps.map((step) => ({ ...step, info: moved(step.info) })),
            })),
        };
    });
}

// EXTERNAL MODULE: ./lib/dockerfile/git-address.js
var git_address = __nccwpck_require__(4799);
// EXTERNAL MODULE: ./lib/layer/ignore-patterns.js + 3 modules
var ignore_patterns = __nccwpck_require__(17);
;// CONCATENATED MODULE: ./lib/plan/checks/ignored-sources.js



/**
 * Nothing where there are no patterns, and where one takes something back in: then a directory may be excluded and a file in it
 * not, which nobody can tell from the source alone.
 */
function ignoredSources(patterns) {
    if (patterns.length === 0 || patterns.some((pattern) => pattern.exception))
        return undefined;
    const matcher = ignore_patterns/* IgnoreMatcher */.Ds.of(patterns);
    const hidesAll = patterns.some(({ path: pattern }) => ['*', '**', '**/*'].includes(pattern.source));
    return {
        // The root is no path that `.*` could be meant for.
        hides: (source) => (source === '.' || source === '/' ? hidesAll : matcher.matches(source).excluded),
    };
}
const DOWNLOAD = /^https?:\/\//;
function checkIgnoredSource(copy, source, ignored, checks) {
    if (DOWNLOAD.test(source) || (0,git_address/* parseGitAddress */.Q)(source) !== undefined)
        return;
    const clean = cleanPath(source);
    if (ignored.hides(clean))
        checks.report('CopyIgnoredFile', copy.range, copy.keyword === 'ADD' ? 'Add' : 'Copy', clean);
}
/** Go's filepath.Clean. */
function cleanPath(source) {
    const normal = posix_.normalize(source);
    return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

;// CONCATENATED MODULE: ./lib/plan/checks/port-checks.js
/**
 * `[[address:]host port:]port[/protocol]`.
 *
 * @returns false for one that EXPOSE fails with
 */
function checkPort(spec, range, checks) {
    const parts = spec.split(':');
    const container = parts.pop() ?? '';
    const slash = container.indexOf('/');
    const protocol = slash < 0 ? '' : container.slice(slash + 1);
    const port = slash < 0 ? container : container.slice(0, slash);
    if (port === '' || !['', 'tcp', 'udp', 'sctp'].includes(protocol.toLowerCase()))
        return false;
    if (protocol !== protocol.toLowerCase())
        checks.report('ExposeProtoCasing', range, spec);
    if (parts.some((part) => part !== ''))
        checks.report('ExposeInvalidFormat', range, spec);
    return true;
}

;// CONCATENATED MODULE: ./lib/plan/checks/secret-names.js
const SECRET = /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i;
const HARMLESS = /(?:_|^)(?:public|file|version)(?:_|$)/i;
/** Values of ARG and ENV stay in the image's history and config for everyone to read. */
function checkSecretName(keyword, name, range, checks) {
    if (SECRET.test(name) && !HARMLESS.test(name))
        checks.report('SecretsUsedInArgOrEnv', range, keyword, name);
}

;// CONCATENATED MODULE: ./lib/plan/checks/undefined-variables.js







/**
 * Variables that an instruction reads before anything gave them a value. A declared ARG may be without one. EXPOSE and what
 * only the shell expands are not looked at, as in BuildKit.
 */
function checkVariables(instruction, state, options, checks) {
    const { range } = instruction;
    const { escape } = options.dockerfile.directives;
    if (instruction.keyword === 'ARG') {
        checkDefaults(instruction, state, options, checks);
        return;
    }
    const expand = (word) => reportMissing(expandedWord(word, state, escape), state, range, checks);
    for (const word of undefined_variables_wordsOf(instruction))
        expand(word);
    if (instruction.keyword === 'RUN')
        for (const mount of instruction.mounts)
            tryMount(mount, expand);
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
        for (const heredoc of instruction.heredocs) {
            if (!heredoc.expand)
                continue;
            const use = watchVariables(state.environment, (lookup) => (0,dockerfile_expand/* expandHeredoc */.nk)(heredoc.content, lookup));
            reportMissing(use, state, range, checks);
        }
    }
}
/** The defaults that no `--build-arg` replaces; each sees the arguments before it. */
function checkDefaults(instruction, start, options, checks) {
    const { escape } = options.dockerfile.directives;
    let state = start;
    for (const arg of instruction.args) {
        if (arg.value !== undefined && ownValue(options.buildArgs, arg.name) === undefined) {
            const use = expandedWord(arg.value, state, escape);
            reportMissing(use, state, instruction.range, checks);
            if (use.text === undefined)
                return;
        }
        ({ state } = lowerArg({ ...instruction, args: [arg] }, state, options));
    }
}
function expandedWord(word, { environment }, escape) {
    return watchVariables(environment, (lookup) => (0,dockerfile_expand/* expandWord */.Vo)(word, lookup, escape));
}
function reportMissing(use, state, range, checks) {
    for (const name of use.missing) {
        if (lower_config_NO_VARIABLES.has(name) || state.declaredArgs.some(([declared]) => declared === name))
            continue;
        checks.report('UndefinedVar', range, name, suggestedName(name, state.environment.names()));
    }
    return use.text ?? '';
}
/** A mount that makes no sense fails where the instruction is planned. */
function tryMount(mount, expand) {
    try {
        parseMount(mount, expand);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
    }
}
/** What is expanded word by word, in BuildKit's order. */
function undefined_variables_wordsOf(instruction) {
    switch (instruction.keyword) {
        case 'ENV':
        case 'LABEL':
            return instruction.pairs.flatMap(({ key, value }) => [key, value]);
        case 'COPY':
        case 'ADD':
            return copyWords(instruction);
        case 'USER':
            return [instruction.user];
        case 'WORKDIR':
            return [instruction.path];
        case 'VOLUME':
            return instruction.paths;
        case 'STOPSIGNAL':
            return [instruction.signal];
        default:
            return [];
    }
}
function copyWords(copy) {
    const checksum = copy.keyword === 'ADD' ? copy.checksum : undefined;
    return [copy.chown, copy.chmod, checksum, ...copy.sources, copy.destination].filter((word) => word !== undefined);
}

;// CONCATENATED MODULE: ./lib/plan/checks/stage-checks.js






/** The checks of one stage's instructions, in order, each with the state before it. */
class StageChecks {
    #checks;
    #options;
    #ignored;
    #commands = new Map();
    #workdirSet;
    /** @param below of the stage that this one stands on */
    constructor(checks, options, ignored, below) {
        this.#checks = checks;
        this.#options = options;
        this.#ignored = ignored;
        this.#workdirSet = below?.workdirSet ?? false;
    }
    /** A WORKDIR stood in this stage or below it, in this file. */
    get workdirSet() {
        return this.#workdirSet;
    }
    /** To be called before the instruction is planned: what it found is told even where that fails. */
    check({ instruction, sources }, state) {
        const checks = this.#checks.under(instruction.comments);
        if (instruction.keyword === 'ARG')
            checkArgNames(instruction, checks);
        checkVariables(instruction, state, this.#options, checks);
        try {
            this.#checkMeaning(instruction, sources[0]?.kind ?? 'context', state, checks);
        }
        catch (error) {
            // What cannot be expanded fails where the instruction is planned.
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
        }
    }
    #checkMeaning(instruction, source, state, checks) {
        const { escape } = this.#options.dockerfile.directives;
        const word = (text) => (0,dockerfile_expand/* expandWord */.Vo)(text, state.environment.get, escape);
        switch (instruction.keyword) {
            case 'ENV':
                checkLegacy(instruction, checks, (key) => checkSecretName('ENV', word(key), instruction.range, checks));
                return;
            case 'LABEL':
                checkLegacy(instruction, checks, () => undefined);
                return;
            case 'WORKDIR':
                this.#checkWorkdir(instruction, word, checks);
                return;
            case 'CMD':
            case 'ENTRYPOINT':
                this.#checkOnce(instruction.keyword, instruction, checks);
                if (instruction.command.form === 'shell' && (state.image.config.Shell ?? []).length === 0) {
                    checks.report('JSONArgsRecommended', instruction.range, instruction.written);
                }
                return;
            case 'HEALTHCHECK':
                this.#checkOnce('HEALTHCHECK', instruction, checks);
                return;
            case 'EXPOSE':
                checkPorts(instruction, (text) => (0,dockerfile_expand/* expandWords */.AK)(text, state.environment.get, escape), checks);
                return;
            case 'COPY':
            case 'ADD':
                if (source === 'context')
                    this.#checkSources(instruction, word, checks);
                return;
            default:
        }
    }
    /** Only the first one counts: those after it stand on it. A base's working directory is no excuse, for it may change. */
    #checkWorkdir({ path, range }, word, checks) {
        const expanded = word(path);
        if (!this.#workdirSet && !expanded.startsWith('/'))
            checks.report('WorkdirRelativePath', range, expanded);
        this.#workdirSet = true;
    }
    /** Told of the earlier one, which is the one that means nothing. */
    #checkOnce(keyword, { written, range }, checks) {
        const earlier = this.#commands.get(keyword);
        if (earlier !== undefined)
            checks.report('MultipleInstructionsDisallowed', earlier, written);
        this.#commands.set(keyword, range);
    }
    #checkSources(copy, word, checks) {
        if (this.#ignored === undefined)
            return;
        for (const source of copy.sources)
            checkIgnoredSource(copy, word(source), this.#ignored, checks);
    }
}
function checkArgNames({ args, range }, checks) {
    for (const { name } of args)
        checkSecretName('ARG', name, range, checks);
}
function checkLegacy({ pairs, written, range }, checks, each) {
    for (const { key, legacy } of pairs) {
        if (legacy === true)
            checks.report('LegacyKeyValueFormat', range, written);
        each(key);
    }
}
function checkPorts(expose, words, checks) {
    for (const port of expose.ports.flatMap(words))
        if (!checkPort(port, expose.range, checks))
            return;
}

;// CONCATENATED MODULE: ./lib/plan/checks/plan-checks.js

/** The checks of one plan: of what its stages come to. */
class PlanChecks {
    checks;
    #ignored;
    #stages = new Map();
    constructor(checks, ignored) {
        this.checks = checks;
        this.#ignored = ignored;
    }
    /** The checks of a stage; those of the stage that it stands on come first. */
    stage({ index, base }, options) {
        const below = base.kind === 'stage' ? this.#stages.get(base.index) : undefined;
        const stage = new StageChecks(this.checks, options, this.#ignored, below);
        this.#stages.set(index, stage);
        return stage;
    }
    failure() {
        return this.checks.failure();
    }
}

;// CONCATENATED MODULE: ./lib/app/plan-builds.js






/** Reads the Dockerfile and plans the build of each platform. The checks look at the first one's, as in BuildKit. */
async function planBuilds(request) {
    const { options, opened, bases, contexts, tell, allStages, signal } = request;
    const { text, name } = opened.dockerfile;
    const argument = Object.hasOwn(options.buildArgs, CHECK_ARGUMENT) ? options.buildArgs[CHECK_ARGUMENT] : undefined;
    const { dockerfile, checks } = parseAndCheck(text, name, argument, (finding) => tell(warningOf(finding)));
    const buildPlatform = (0,oci_platform/* hostPlatform */.ol)(process.arch);
    const given = [...new Set(options.platforms)].map((text) => (0,oci_platform/* parsePlatform */.FL)(text, buildPlatform));
    const platforms = given.length === 0 ? [buildPlatform] : given;
    // All of them to their end: what the checks find is told before the first error is.
    const plans = await Promise.allSettled(platforms.map((platform, index) => planBuild(dockerfile, {
        buildArgs: options.buildArgs,
        target: options.target,
        platform,
        buildPlatform,
        platformGiven: given.length > 0,
        contexts,
        allStages,
        ...(index === 0 && { checks: new PlanChecks(checks, ignoredSources(opened.ignore)) }),
    }, bases, signal)));
    return numberTogether(plans.map(plan_builds_valueOf));
}
function plan_builds_valueOf(settled) {
    if (settled.status === 'rejected')
        throw settled.reason;
    return settled.value;
}
function warningOf({ rule, message, range }) {
    return {
        type: 'warning',
        message,
        line: range.start,
        ...(range.end > range.start && { endLine: range.end }),
        rule: rule.name,
        description: rule.description,
        ...(rule.url !== undefined && { url: rule.url }),
    };
}


/***/ }),

/***/ 5702:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  _: () => (/* binding */ openWorkshop)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __nccwpck_require__(9501);
// EXTERNAL MODULE: ./lib/oci/image-config.js
var image_config = __nccwpck_require__(6319);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __nccwpck_require__(4360);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __nccwpck_require__(261);
// EXTERNAL MODULE: ./lib/oci/platform.js
var oci_platform = __nccwpck_require__(7122);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __nccwpck_require__(3940);
;// CONCATENATED MODULE: ./lib/registry/registry-error.js

/** A registry, or the way to it, failed. Its message and address hold no credentials. */
class RegistryError extends errors/* InfraError */.Ri {
    status;
    codes;
    retryAfterMs;
    #details;
    constructor(message, details) {
        super(message, {
            retryable: details.retryable,
            attempts: details.attempts ?? 1,
            url: redactUrl(details.url),
            hint: details.hint,
            cause: details.cause,
        });
        this.status = details.status;
        this.codes = details.codes ?? [];
        this.retryAfterMs = details.retryAfterMs;
        this.#details = details;
    }
    afterAttempts(attempts) {
        if (attempts <= this.attempts)
            return this;
        return new RegistryError(this.message, { ...this.#details, attempts });
    }
}
/** Without user, password, query and fragment: upload and download addresses carry signatures in their query. */
function redactUrl(url) {
    return `${url.protocol}//${url.host}${url.pathname}`;
}
/** Text from elsewhere made fit for one line of a log: no control characters, bounded, and without `secrets`. */
function printable(text, maxLength, secrets = []) {
    let safe = text;
    for (const secret of secrets)
        if (secret.length > 3)
            safe = safe.replaceAll(secret, '***');
    // eslint-disable-next-line no-control-regex -- they are what is taken out
    safe = safe.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
    return safe.length > maxLength ? `${safe.slice(0, maxLength)}…` : safe;
}

;// CONCATENATED MODULE: ./lib/registry/read-bytes.js

/** @throws RegistryError when the body has more than `maxBytes`, or breaks off */
async function readBytes(response, maxBytes) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body()) {
        size += chunk.byteLength;
        if (size > maxBytes) {
            throw new RegistryError(`${response.url.host} sent more than ${maxBytes} bytes`, {
                retryable: false,
                url: response.url,
            });
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./lib/registry/repository.js





const ACCEPT = oci_manifest/* MANIFEST_MEDIA_TYPES */.$T.join(', ');
/** What is read of one repository of a registry. */
class Repository {
    session;
    /** Below the registry: `library/node`. */
    name;
    constructor(session, name) {
        this.session = session;
        this.name = name;
    }
    /** The manifest or index under a tag or digest, verified. @throws RegistryError, with `status` 404 where there is none */
    async manifest(tagOrDigest, signal) {
        const request = {
            method: 'GET',
            target: `v2/${this.name}/manifests/${tagOrDigest}`,
            scopes: this.pullScopes,
            headers: { accept: ACCEPT },
            signal,
        };
        return await this.session.send(request, async (response) => {
            if (response.status !== 200)
                throw await this.session.failure(response);
            const bytes = await readBytes(response, oci_manifest/* MAX_MANIFEST_SIZE */.L7);
            const digest = verified(bytes, tagOrDigest, response);
            return { digest, bytes, document: (0,oci_manifest/* parseManifest */.Ng)(bytes, response.headers['content-type']) };
        });
    }
    /** The digest under a tag, without the manifest itself. @throws RegistryError, with `status` 404 where there is none */
    async manifestHead(tagOrDigest, signal) {
        const request = {
            method: 'HEAD',
            target: `v2/${this.name}/manifests/${tagOrDigest}`,
            scopes: this.pullScopes,
            headers: { accept: ACCEPT },
            signal,
        };
        return await this.session.send(request, async (response) => {
            if (response.status !== 200)
                throw await this.session.failure(response);
            await response.discard();
            const stated = statedDigest(response) ?? tagOrDigest;
            if ((0,oci_digest/* isDigest */.Bc)(stated))
                return { digest: stated, size: contentLength(response) };
            // The header is optional (distribution-spec, "Pulling manifests"): then only the content tells.
            const { digest, bytes } = await this.manifest(tagOrDigest, signal);
            return { digest, size: bytes.byteLength };
        });
    }
    /** Whether the registry holds the blob. @param scopes default: those for pulling */
    async hasBlob(digest, signal, scopes = this.pullScopes) {
        const request = { method: 'HEAD', target: `v2/${this.name}/blobs/${digest}`, scopes, signal };
        return await this.session.send(request, async (response) => {
            if (response.status !== 200 && response.status !== 404)
                throw await this.session.failure(response);
            await response.discard();
            return response.status === 200;
        });
    }
    get pullScopes() {
        return [`repository:${this.name}:pull`];
    }
    get pushScopes() {
        return [`repository:${this.name}:pull,push`];
    }
}
/** @throws RegistryError when the bytes are not what was asked for, or not what the registry says they are */
function verified(bytes, tagOrDigest, response) {
    const stated = statedDigest(response);
    for (const expected of [tagOrDigest, stated]) {
        if (expected === undefined || !(0,oci_digest/* isDigest */.Bc)(expected))
            continue;
        const actual = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(expected)).update(bytes).digest('hex');
        if (actual === (0,oci_digest/* digestHex */.sU)(expected))
            continue;
        throw new RegistryError(`${response.url.host} sent a manifest with another digest than ${expected}`, {
            retryable: false,
            url: response.url,
        });
    }
    if ((0,oci_digest/* isDigest */.Bc)(tagOrDigest))
        return tagOrDigest;
    return stated ?? (0,oci_digest/* digestOfHex */.z9)((0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex'));
}
function statedDigest(response) {
    const header = response.headers['docker-content-digest'];
    return typeof header === 'string' && (0,oci_digest/* isDigest */.Bc)(header) ? header : undefined;
}
function contentLength(response) {
    const header = response.headers['content-length'];
    return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

;// CONCATENATED MODULE: ./lib/registry/retry.js

const PATIENT = { maxAttempts: 6, maxElapsedMs: 120_000, baseMs: 500, maxWaitMs: 15_000 };
/** For an upload: one attempt may itself take minutes. */
const UPLOAD = { ...PATIENT, maxElapsedMs: 900_000 };
/** For what has a stand-in: a mirror before the origin. */
const IMPATIENT = { maxAttempts: 2, maxElapsedMs: 5_000, baseMs: 250, maxWaitMs: 1_000 };
/** For one request inside an operation that is itself tried again as a whole. */
const ONCE = { maxAttempts: 1, maxElapsedMs: 0, baseMs: 0, maxWaitMs: 0 };
const RETRYABLE_STATUSES = new Set([408, 429, 500, 502, 503, 504]);
function isRetryableStatus(status) {
    return RETRYABLE_STATUSES.has(status);
}
/** The tries that an operation has left. `reset` after progress: a long download may break more than once. */
class RetryBudget {
    #policy;
    #clock;
    #random;
    #attempts = 0;
    #started;
    constructor(policy, clock, random) {
        this.#policy = policy;
        this.#clock = clock;
        this.#random = random;
        this.#started = clock.now();
    }
    reset() {
        this.#attempts = 0;
        this.#started = this.#clock.now();
    }
    /**
     * Called when an attempt failed: returns when the next one may begin.
     *
     * @throws the error itself, with the number of attempts, when it is none to try again after, or the budget is spent
     */
    async next(error, signal) {
        signal.throwIfAborted();
        this.#attempts += 1;
        if (!(error instanceof RegistryError))
            throw error;
        const wait = error.retryAfterMs ?? this.#backoff();
        const late = this.#clock.now() - this.#started + wait > this.#policy.maxElapsedMs;
        if (!error.retryable || this.#attempts >= this.#policy.maxAttempts || late) {
            throw error.afterAttempts(this.#attempts);
        }
        await this.#clock.sleep(wait, signal);
    }
    /** Half of the wait is fixed and half is chance, so that many clients do not come back in step. */
    #backoff() {
        const bound = Math.min(this.#policy.maxWaitMs, this.#policy.baseMs * 2 ** (this.#attempts - 1));
        return bound / 2 + (this.#random() * bound) / 2;
    }
}
async function retrying(budget, signal, attempt) {
    for (;;) {
        try {
            return await attempt();
        }
        catch (error) {
            await budget.next(error, signal);
        }
    }
}
/**
 * RFC 9110, "Retry-After": seconds or a date.
 *
 * @returns milliseconds, or `undefined` for anything else
 */
function parseRetryAfter(text, now) {
    if (text === undefined)
        return undefined;
    const trimmed = text.trim();
    if (/^\d{1,9}$/.test(trimmed))
        return Number(trimmed) * 1000;
    const date = /^[A-Z][a-z]+,/.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

;// CONCATENATED MODULE: ./lib/registry/download.js




/** Bytes after which a download that breaks has its tries back. */
const PROGRESS = 1024 * 1024;
/** However much progress there was between them. */
const MAX_BREAKS = 50;
/**
 * The bytes of a blob from `offset` on. A connection that breaks is made again from where it was (RFC 9110, "Range
 * Requests"), as often as the session's retry policy allows without progress. The number of bytes is checked here, the
 * digest is the caller's to verify.
 *
 * @throws RegistryError when the blob cannot be had, is too short or too long
 * @throws UserError for a foreign layer that this registry does not hold
 */
async function* downloadBlob(repository, blob, offset, signal) {
    const budget = repository.session.budget();
    let at = offset;
    let progress = 0;
    for (let breaks = 0; at < blob.size || breaks === 0; breaks++) {
        try {
            for await (const chunk of rangeFrom(repository, blob, at, signal)) {
                at += chunk.byteLength;
                progress += chunk.byteLength;
                yield chunk;
            }
        }
        catch (error) {
            if (progress >= PROGRESS && breaks < MAX_BREAKS) {
                budget.reset();
                progress = 0;
            }
            await budget.next(error, signal);
        }
        if (at === blob.size)
            return;
    }
}
/** One answer, from `at` to the blob's end. */
async function* rangeFrom(repository, blob, at, signal) {
    const response = await repository.session.open({
        method: 'GET',
        target: `v2/${repository.name}/blobs/${blob.digest}`,
        scopes: repository.pullScopes,
        ...(at === 0 ? {} : { headers: { range: `bytes=${at}-` } }),
        retry: ONCE,
        signal,
    });
    if (response.status !== 200 && response.status !== 206)
        throw await notServed(repository, blob, response);
    let skip = at - startOf(response, at);
    let received = at - skip;
    const length = contentLength(response);
    if (length !== undefined && received + length !== blob.size) {
        response.abandon();
        throw wrongSize(blob, response, received + length);
    }
    for await (const chunk of response.body()) {
        received += chunk.byteLength;
        if (received > blob.size)
            throw wrongSize(blob, response, received);
        const wanted = chunk.subarray(Math.min(skip, chunk.byteLength));
        skip -= chunk.byteLength - wanted.byteLength;
        if (wanted.byteLength > 0)
            yield wanted;
    }
    if (received !== blob.size)
        throw wrongSize(blob, response, received);
}
/** The offset of the answer's first byte: a server may give the whole blob though a part was asked for. */
function startOf(response, asked) {
    if (response.status === 200)
        return 0;
    const range = response.headers['content-range'] ?? '';
    const start = /^bytes (\d{1,15})-/.exec(range)?.[1];
    if (start !== undefined && Number(start) === asked)
        return asked;
    response.abandon();
    throw new RegistryError(`${response.url.host} was asked for bytes from ${asked} on, but sent ${JSON.stringify(printable(range, 60))}`, { retryable: false, url: response.url });
}
function wrongSize(blob, response, size) {
    const most = size > blob.size ? 'at least ' : '';
    return new RegistryError(`${response.url.host} sent ${most}${size} bytes for blob ${blob.digest}, whose manifest says ${blob.size}`, { retryable: false, url: response.url });
}
async function notServed(repository, blob, response) {
    const error = await repository.session.failure(response);
    const [elsewhere] = blob.urls ?? [];
    if (response.status !== 404 || elsewhere === undefined)
        return error;
    const place = URL.canParse(elsewhere) ? new URL(elsewhere).host : 'another place';
    return new errors/* UserError */.yo(`layer ${blob.digest} is a foreign layer: ${repository.session.endpoint.name} does not hold it, but names ${printable(place, 100)}`, { hint: 'Layers are fetched from registries only. Use an image whose layers its registry holds.', cause: error });
}

;// CONCATENATED MODULE: ./lib/registry/refusal.js


/** What a user can do about a 401 or 403. */
function loginHint(registry, permission) {
    const login = `docker login${registry === oci_reference/* DOCKER_HUB */.Xb ? '' : ` ${registry}`}`;
    if (permission !== 'push')
        return `Log in with ${login}, or check the credentials in Docker's config.json.`;
    const token = registry === 'ghcr.io' ? "; in a GitHub workflow also give the job's token permissions: packages: write" : '';
    return `Log in with ${login} as someone who may push${token}.`;
}
/**
 * @param name the image or repository, in full
 * @param problem of the credential source, if it had one
 */
function refused(action, name, registry, error, problem) {
    const hint = loginHint(registry, action === 'push' ? 'push' : undefined);
    return new errors/* UserError */.yo(`${action} of ${name} was denied (${error.message})`, {
        hint: problem === undefined ? hint : `${hint} Note: ${problem}.`,
        cause: error,
    });
}
function isRefusal(status) {
    return status === 401 || status === 403;
}

;// CONCATENATED MODULE: ./lib/registry/fall-back.js



/**
 * Asks each place in turn and gives the first answer. A mirror that does not have it, refuses, or fails is passed over
 * with a notice; what the origin says is final.
 *
 * @param name of what is asked for, in full
 * @throws UserError when the origin has no such image or refuses; InfraError when it fails
 */
async function firstAnswer(registries, places, name, signal, ask) {
    const passedOver = [];
    for (const place of places) {
        try {
            return await ask(place);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!place.session.endpoint.mirror)
                throw explained(error, place, name, passedOver);
            passedOver.push(passOver(registries, place, name, error));
        }
    }
    throw new errors/* InfraError */.Ri(`there is no place to ask for ${name}`);
}
/** @returns what was wrong with the mirror, in words */
function passOver(registries, place, name, error) {
    // Only what a registry can be blamed for: a fault of our own must not hide behind the next place.
    if (!(error instanceof errors/* InfraError */.Ri) && !(error instanceof errors/* UserError */.yo))
        throw error;
    const { session } = place;
    // No answer at all, or one that is not what it says it is: the next question would cost the same time for the same.
    if (error instanceof RegistryError && error.status === undefined)
        registries.markUnusable(session);
    const missing = error instanceof RegistryError && error.status === 404;
    const words = `mirror ${session.endpoint.name}: ${missing ? `it has no ${name}` : error.message}`;
    registries.events(missing ? { type: 'notice', message: words } : { type: 'warning', message: `${words}; asking the next place` });
    return words;
}
function explained(error, place, name, passedOver) {
    if (!(error instanceof RegistryError))
        return error;
    const { endpoint, credentialProblem } = place.session;
    const before = passedOver.length === 0 ? '' : ` Asked before: ${passedOver.join('; ')}.`;
    if (isRefusal(error.status))
        return refused('pull', name, endpoint.name, error, credentialProblem);
    if (error.status === 404) {
        return new errors/* UserError */.yo(`there is no image ${name}`, {
            hint: `Check its name and tag; if it is private, log in to ${endpoint.name}.${before}`,
            cause: error,
        });
    }
    if (passedOver.length === 0)
        return error;
    return new errors/* InfraError */.Ri(error.message, {
        retryable: error.retryable,
        attempts: error.attempts,
        ...(error.url === undefined ? {} : { url: error.url }),
        hint: `${error.hint ?? ''}${before}`.trim(),
        cause: error,
    });
}

;// CONCATENATED MODULE: ./lib/registry/transfer-progress.js
/** Milliseconds between two events of one blob. */
const INTERVAL_MS = 100;
/** `transfer` events of one blob: about ten a second, and always one at the end. */
class TransferProgress {
    #sink;
    #direction;
    #blob;
    #now;
    #done = 0;
    #last = Number.NEGATIVE_INFINITY;
    /** @param now milliseconds */
    constructor(sink, direction, blob, now) {
        this.#sink = sink;
        this.#direction = direction;
        this.#blob = blob;
        this.#now = now;
    }
    /** Another attempt begins from here. */
    restart() {
        this.#done = 0;
    }
    add(bytes) {
        this.#done += bytes;
        // The end is told by `finish`, when the other side has taken it.
        if (this.#done >= this.#blob.size || this.#now() - this.#last < INTERVAL_MS)
            return;
        this.#last = this.#now();
        this.#emit(this.#done);
    }
    finish(skipped) {
        this.#emit(this.#blob.size, skipped);
    }
    #emit(done, skipped) {
        const { digest, size } = this.#blob;
        const base = { type: 'transfer', direction: this.#direction, digest, done, total: size };
        this.#sink(skipped === undefined ? base : { ...base, skipped });
    }
}

;// CONCATENATED MODULE: ./lib/registry/pull.js













/**
 * Types under which configs of images are found: Docker's early registries stored them as octet-stream. Everything else
 * is another kind of artifact.
 */
const CONFIG_TYPES = new Set([
    media_types/* OCI_CONFIG */.TF,
    media_types/* DOCKER_CONFIG */.e6,
    'application/octet-stream',
    'application/json',
]);
/** An index may hold indexes; a circle is impossible by digest, but not a chain. */
const MAX_NESTING = 4;
/**
 * Manifest and config of an image, from the first place that has it.
 *
 * @throws UserError when there is no such image, none for `platform`, or access is refused; InfraError when the origin fails
 */
async function resolveImage(registries, asked, platform, signal) {
    const reference = (0,oci_reference/* withDefaultTag */._t)(asked);
    const name = (0,oci_reference/* formatReference */.FH)(reference);
    const places = registries.places(reference.registry, reference.repository);
    const found = await firstAnswer(registries, places, name, signal, async (place) => {
        const first = await place.manifest(reference.digest ?? reference.tag ?? '', signal);
        const chosen = await choose(place, first, platform, signal);
        if ('offered' in chosen)
            return chosen;
        const { document } = chosen;
        checkConfigType(document.manifest, name);
        const configBytes = await readConfig(registries, place, document.manifest.config, signal);
        return { first, chosen, configBytes };
    });
    if ('offered' in found) {
        throw new errors/* UserError */.yo(`${name} has no image for ${(0,oci_platform/* formatPlatform */.Bq)(platform)}`, {
            hint: found.offered.length === 0 ? 'It names no platform at all.' : `It has ${found.offered.join(', ')}.`,
        });
    }
    const { first, chosen, configBytes } = found;
    const { manifest, mediaType } = chosen.document;
    const config = (0,image_config/* parseImageConfig */.F)(configBytes);
    const source = { registry: reference.registry, repository: reference.repository };
    return {
        reference: name,
        digest: chosen.digest,
        ...(first.digest === chosen.digest ? {} : { indexDigest: first.digest }),
        mediaType,
        manifest,
        manifestBytes: chosen.bytes,
        config,
        configBytes,
        layers: pairLayers(name, manifest, config).map((layer) => ({ layer, source })),
    };
}
async function choose(place, first, platform, signal) {
    let current = first;
    for (let nesting = 0; nesting <= MAX_NESTING; nesting++) {
        const { document } = current;
        if (document.kind === 'manifest')
            return { ...current, document };
        const descriptor = (0,oci_manifest/* selectPlatform */.md)(document.index, platform);
        if (descriptor === undefined)
            return { offered: offeredBy(document.index) };
        current = await place.manifest(descriptor.digest, signal);
        if (current.bytes.byteLength !== descriptor.size) {
            throw new errors/* InfraError */.Ri(`manifest ${descriptor.digest} has another size than its index says`);
        }
    }
    throw new errors/* InfraError */.Ri(`index ${first.digest} holds indexes in more than ${MAX_NESTING} levels`);
}
function offeredBy(index) {
    return (0,oci_manifest/* offeredPlatforms */.mS)(index).slice(0, 30);
}
function checkConfigType({ config, artifactType }, name) {
    if (CONFIG_TYPES.has(config.mediaType))
        return;
    throw new errors/* UserError */.yo(`${name} is no container image, but an artifact of type ${artifactType ?? config.mediaType}`);
}
/** A config is known by its digest: one that is kept here is not asked for again. */
async function readConfig(registries, place, blob, signal) {
    const kept = await registries.documents?.find(blob);
    if (kept !== undefined)
        return kept;
    const bytes = await fetchSmall(place, blob, image_config/* MAX_CONFIG_SIZE */.S, signal);
    await registries.documents?.keep(blob, bytes);
    return bytes;
}
/** A blob that is a document, whole and verified. */
async function fetchSmall(place, blob, maxBytes, signal) {
    if (blob.size > maxBytes)
        throw new errors/* InfraError */.Ri(`config ${blob.digest} has ${blob.size} bytes; at most ${maxBytes} are read`);
    const chunks = [];
    const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(blob.digest));
    for await (const chunk of downloadBlob(place, blob, 0, signal)) {
        hash.update(chunk);
        chunks.push(chunk);
    }
    if (hash.digest('hex') !== (0,oci_digest/* digestHex */.sU)(blob.digest)) {
        throw new errors/* InfraError */.Ri(`${place.session.endpoint.name} sent a config with another digest than ${blob.digest}`);
    }
    return Buffer.concat(chunks);
}
function pairLayers(name, { layers }, { rootfs }) {
    if (layers.length !== rootfs.diff_ids.length) {
        throw new errors/* InfraError */.Ri(`${name}: its manifest has ${layers.length} layers, but its config has ${rootfs.diff_ids.length}`);
    }
    return layers.flatMap((blob, index) => {
        const diffId = rootfs.diff_ids[index];
        return diffId === undefined ? [] : [{ blob, diffId, contentId: diffId }];
    });
}
/**
 * The bytes of a blob, from a mirror where one has it; when a mirror fails in the middle, the next place goes on from
 * there. The number of bytes is checked, the digest is the caller's to verify.
 *
 * @throws RegistryError, UserError as `downloadBlob`
 */
async function* fetchBlob(registries, source, blob, signal) {
    const progress = new TransferProgress(registries.events, 'pull', blob, () => registries.now());
    const name = `blob ${blob.digest}`;
    let at = 0;
    for (const place of registries.places(source.registry, source.repository)) {
        try {
            for await (const chunk of downloadBlob(place, blob, at, signal)) {
                at += chunk.byteLength;
                progress.add(chunk.byteLength);
                yield chunk;
            }
            progress.finish();
            return;
        }
        catch (error) {
            signal.throwIfAborted();
            if (!place.session.endpoint.mirror)
                throw blobRefused(place, name, error);
            passOver(registries, place, name, error);
        }
    }
}
function blobRefused(place, name, error) {
    if (!(error instanceof RegistryError) || !isRefusal(error.status))
        return error;
    const { endpoint, credentialProblem } = place.session;
    return refused('pull', `${name} of ${endpoint.name}/${place.name}`, endpoint.name, error, credentialProblem);
}
/** Whether any place holds the blob. @throws InfraError when the origin does not say */
async function hasBlob(registries, source, digest, signal) {
    const name = `blob ${digest}`;
    for (const place of registries.places(source.registry, source.repository)) {
        try {
            if (await place.hasBlob(digest, signal))
                return true;
        }
        catch (error) {
            signal.throwIfAborted();
            if (!place.session.endpoint.mirror)
                throw blobRefused(place, name, error);
            passOver(registries, place, name, error);
        }
    }
    return false;
}
/**
 * The digest under a reference's tag, without any document.
 *
 * @throws UserError when there is no such image, or access is refused; InfraError when the origin fails
 */
async function resolveDigest(registries, asked, signal) {
    const reference = (0,oci_reference/* withDefaultTag */._t)(asked);
    const name = (0,oci_reference/* formatReference */.FH)(reference);
    const places = registries.places(reference.registry, reference.repository);
    const head = await firstAnswer(registries, places, name, signal, (place) => place.manifestHead(reference.digest ?? reference.tag ?? '', signal));
    return head.digest;
}

;// CONCATENATED MODULE: ./lib/registry/each-concurrently.js
/**
 * Runs `work` over all items, at most `limit` at a time. The first failure aborts the others, waits for them, and is thrown.
 */
async function eachConcurrently(items, limit, signal, work) {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const failures = [];
    const queue = items.values();
    const worker = async () => {
        for (const item of queue) {
            if (either.aborted)
                return;
            try {
                await work(item, either);
            }
            catch (error) {
                failures.push(error);
                failed.abort();
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    signal.throwIfAborted();
    if (failures.length > 0)
        throw failures[0];
}

;// CONCATENATED MODULE: ./lib/registry/request-body.js

function bytesBody(bytes) {
    return { size: bytes.byteLength, open: () => [bytes] };
}
/** The source of a body failed, not the connection. */
class SourceFailure extends Error {
    name = 'SourceFailure';
    constructor(cause) {
        super('the source of the body failed', { cause });
    }
}
/**
 * Writes the body as fast as the other side takes it. Returns early, with the request not ended, when the answer comes
 * before the body is through, or the connection is gone.
 *
 * @throws SourceFailure with what `open` threw, or when it gives another number of bytes than it promised
 */
async function sendBody(request, body, watchdog, { idleMs, commitMs }) {
    let over = false;
    let wake;
    const stop = () => {
        over = true;
        wake?.();
    };
    request.once('response', stop);
    request.once('close', stop);
    request.on('drain', () => wake?.());
    let sent = 0;
    for await (const chunk of source(body)) {
        if (stopped())
            return;
        sent += chunk.byteLength;
        if (sent > body.size)
            break;
        if (request.write(chunk))
            continue;
        // While it waits for the socket, the registry is to move; while it waits for its own source, nobody is.
        watchdog.expect(idleMs, 'no progress of the upload');
        await new Promise((resolve) => {
            wake = resolve;
            if (stopped())
                resolve();
        });
        wake = undefined;
        watchdog.rest();
        if (stopped())
            return;
    }
    if (sent !== body.size) {
        throw new SourceFailure(new errors/* EngineBug */.Bp(`a body of ${body.size} bytes was promised, but its source gave ${sent}`));
    }
    watchdog.expect(commitMs, 'no answer');
    request.end();
    function stopped() {
        return over;
    }
}
async function* source(body) {
    let chunks;
    try {
        const opened = body.open();
        chunks = Symbol.asyncIterator in opened ? opened[Symbol.asyncIterator]() : opened[Symbol.iterator]();
    }
    catch (error) {
        throw new SourceFailure(error);
    }
    let ended = false;
    try {
        for (;;) {
            const next = await nextChunk(chunks);
            if (next.done === true) {
                ended = true;
                return;
            }
            yield next.value;
        }
    }
    finally {
        if (!ended)
            await chunks.return?.();
    }
}
async function nextChunk(chunks) {
    try {
        return await chunks.next();
    }
    catch (error) {
        throw new SourceFailure(error);
    }
}

;// CONCATENATED MODULE: ./lib/registry/upload.js



/**
 * Makes sure that the repository holds the blob: asks whether it is there, else mounts it, else uploads it in one piece
 * (distribution-spec, "Pushing blobs", "Mounting a blob from another repository").
 */
async function pushBlob(repository, blob, progress, signal) {
    const { digest } = blob.descriptor;
    if (await repository.hasBlob(digest, signal, repository.pushScopes)) {
        progress.finish('already there');
        return;
    }
    const mount = await mountBlob(repository, blob, signal);
    if (mount === 'mounted') {
        progress.finish(`mounted from ${blob.mountFrom?.repository ?? ''}`);
        return;
    }
    // A mount that the registry did not do has opened an upload in its place: it serves the first attempt.
    let opened = mount;
    const budget = repository.session.budget(UPLOAD);
    await retrying(budget, signal, async () => {
        progress.restart();
        const address = opened ?? (await openUpload(repository, signal));
        opened = undefined;
        await putBlob(repository, blob, address, progress, signal);
    });
    progress.finish();
}
/** @returns the address of an upload that was opened instead; `undefined` when there is neither */
async function mountBlob(repository, { descriptor, mountFrom }, signal) {
    const { session, name } = repository;
    if (mountFrom === undefined || mountFrom.registry !== session.endpoint.name || mountFrom.repository === name) {
        return undefined;
    }
    const query = new URLSearchParams({ mount: descriptor.digest, from: mountFrom.repository });
    try {
        return await session.send({
            method: 'POST',
            target: `v2/${name}/blobs/uploads/?${query.toString()}`,
            scopes: [...repository.pushScopes, `repository:${mountFrom.repository}:pull`],
            headers: { 'content-length': '0' },
            signal,
        }, async (response) => {
            await response.discard();
            if (response.status === 201)
                return 'mounted';
            return response.status === 202 ? session.address(response.headers.location, response.url) : undefined;
        });
    }
    catch (error) {
        signal.throwIfAborted();
        // A mount is a favour. A registry may refuse it, and a token server the scope for it: the upload goes on without.
        if (error instanceof RegistryError || error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
}
async function openUpload({ session, name, pushScopes }, signal) {
    const request = {
        method: 'POST',
        target: `v2/${name}/blobs/uploads/`,
        scopes: pushScopes,
        headers: { 'content-length': '0' },
        retry: ONCE,
        signal,
    };
    return await session.send(request, async (response) => {
        if (response.status !== 202)
            throw await session.failure(response);
        await response.discard();
        return session.address(response.headers.location, response.url);
    });
}
async function putBlob({ session, pushScopes }, blob, address, progress, signal) {
    const { descriptor } = blob;
    const target = new URL(address);
    // As text: the query is the registry's own, and need not survive a second encoding.
    target.search += `${target.search === '' ? '?' : '&'}digest=${encodeURIComponent(descriptor.digest)}`;
    const request = {
        method: 'PUT',
        target,
        scopes: pushScopes,
        headers: { 'content-type': 'application/octet-stream' },
        body: { size: descriptor.size, open: () => counted(blob.open(), progress) },
        retry: ONCE,
        signal,
    };
    await session.send(request, async (response) => {
        if (response.status !== 201 && response.status !== 204)
            throw await uploadFailure(session, response);
        await response.discard();
        const stated = response.headers['docker-content-digest'];
        if (stated !== undefined && stated !== descriptor.digest) {
            throw new RegistryError(`${response.url.host} stored blob ${descriptor.digest} under another digest`, {
                retryable: true,
                url: response.url,
            });
        }
    });
}
async function uploadFailure(session, response) {
    const error = await session.failure(response);
    // The upload that was opened is gone (a registry of several machines, one restarted): another can be opened.
    if (response.status !== 404 || !error.codes.includes('BLOB_UPLOAD_UNKNOWN'))
        return error;
    return new RegistryError(error.message, { retryable: true, url: response.url, status: 404, codes: error.codes });
}
async function* counted(chunks, progress) {
    for await (const chunk of chunks) {
        yield chunk;
        progress.add(chunk.byteLength);
    }
}

;// CONCATENATED MODULE: ./lib/registry/push.js









/** Blobs that are asked for, mounted or uploaded at the same time. */
const CONCURRENCY = 6;
/**
 * Pushes an image: its blobs side by side, then its manifest under every tag. When the registry has all blobs, none of
 * their bytes moves.
 *
 * @returns the manifest's digest
 * @throws UserError when the registry refuses (401, 403); InfraError when it fails; EngineBug when manifest, config and
 *   layers do not fit together
 */
async function pushImage(registries, image, signal) {
    const blobs = blobsOf(image);
    const { target } = image;
    const repository = registries.repository(target.registry, target.repository);
    return await refusalsExplained(repository, async () => {
        await eachConcurrently(blobs, CONCURRENCY, signal, async (blob, either) => {
            const progress = new TransferProgress(registries.events, 'push', blob.descriptor, () => registries.now());
            await pushBlob(repository, blob, progress, either);
        });
        return await putDocument(repository, target.tags, image.manifest, signal);
    });
}
/** Puts an index whose manifests were pushed before, without tags. Throws as `pushImage`. */
async function pushIndex(registries, target, index, signal) {
    const repository = registries.repository(target.registry, target.repository);
    return await refusalsExplained(repository, () => putDocument(repository, target.tags, index, signal));
}
/** Every blob once, the config among them. */
function blobsOf({ manifest, config, layers }) {
    const parsed = (0,oci_manifest/* parseManifest */.Ng)(manifest.bytes, manifest.mediaType);
    if (parsed.kind !== 'manifest')
        throw new errors/* EngineBug */.Bp('an index was given where a manifest is pushed');
    const wanted = parsed.manifest;
    if ((0,oci_digest/* sha256 */.sc)(config) !== wanted.config.digest || config.byteLength !== wanted.config.size) {
        throw new errors/* EngineBug */.Bp(`the config to push is not the one that its manifest names, ${wanted.config.digest}`);
    }
    const given = new Map(layers.map((layer) => [layer.descriptor.digest, layer]));
    const blobs = new Map();
    for (const descriptor of wanted.layers)
        blobs.set(descriptor.digest, blobFor(descriptor, given));
    blobs.set(wanted.config.digest, { descriptor: wanted.config, open: () => [config] });
    return [...blobs.values()];
}
function blobFor(descriptor, given) {
    const blob = given.get(descriptor.digest);
    if (blob === undefined || blob.descriptor.size !== descriptor.size) {
        throw new errors/* EngineBug */.Bp(`layer ${descriptor.digest} of the manifest was not given to push, or with another size`);
    }
    return blob;
}
/** distribution-spec, "Pushing Manifests". */
async function putDocument(repository, tags, { mediaType, bytes }, signal) {
    const { session, name, pushScopes } = repository;
    const digest = (0,oci_digest/* sha256 */.sc)(bytes);
    for (const tag of tags.length === 0 ? [digest] : new Set(tags)) {
        const request = {
            method: 'PUT',
            target: `v2/${name}/manifests/${tag}`,
            scopes: pushScopes,
            headers: { 'content-type': mediaType },
            body: bytesBody(bytes),
            signal,
        };
        await session.send(request, async (response) => {
            if (response.status < 200 || response.status > 202)
                throw await session.failure(response);
            await response.discard();
            const stated = response.headers['docker-content-digest'];
            if (stated !== undefined && stated !== digest) {
                throw new RegistryError(`${response.url.host} stored the manifest ${digest} under another digest`, {
                    retryable: false,
                    url: response.url,
                });
            }
        });
    }
    return { digest };
}
async function refusalsExplained(repository, work) {
    try {
        return await work();
    }
    catch (error) {
        if (!(error instanceof RegistryError))
            throw error;
        const { endpoint, credentialProblem } = repository.session;
        const name = `${endpoint.name}/${repository.name}`;
        if (isRefusal(error.status))
            throw refused('push', name, endpoint.name, error, credentialProblem);
        if (error.status !== 404 || !error.codes.includes('NAME_UNKNOWN'))
            throw error;
        throw new errors/* UserError */.yo(`push to ${name} failed: there is no such repository (${error.message})`, {
            hint: 'This registry makes none on its own: make it first.',
            cause: error,
        });
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
;// CONCATENATED MODULE: ./lib/registry/clock.js

const systemClock = {
    now: () => Date.now(),
    async sleep(ms, signal) {
        try {
            await (0,promises_.setTimeout)(ms, undefined, { signal });
        }
        catch (error) {
            signal.throwIfAborted();
            throw error;
        }
    },
};

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
;// CONCATENATED MODULE: ./lib/registry/address-list.js

/** Addresses and networks in CIDR form. */
class AddressList {
    #blocks = new external_node_net_.BlockList();
    /** @returns whether `text` was an address or a network */
    add(text) {
        const [address = '', bits, ...rest] = text.split('/');
        const family = (0,external_node_net_.isIP)(address);
        if (family === 0 || rest.length > 0)
            return false;
        const type = family === 4 ? 'ipv4' : 'ipv6';
        if (bits === undefined) {
            this.#blocks.addAddress(address, type);
            return true;
        }
        if (!/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128))
            return false;
        this.#blocks.addSubnet(address, Number(bits), type);
        return true;
    }
    has(address) {
        const family = (0,external_node_net_.isIP)(address);
        return family !== 0 && this.#blocks.check(address, family === 4 ? 'ipv4' : 'ipv6');
    }
}
/** The host of a URL or of `host:port`, without port and without the brackets of an IPv6 address. */
function bareHost(host) {
    if ((0,external_node_net_.isIP)(host) !== 0)
        return host.toLowerCase();
    const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(host)?.[1];
    return (bracketed ?? host.replace(/:\d+$/, '')).toLowerCase();
}
const LOOPBACK = new AddressList();
LOOPBACK.add('127.0.0.0/8');
LOOPBACK.add('::1');
function isLoopback(host) {
    const bare = bareHost(host);
    return bare === 'localhost' || LOOPBACK.has(bare);
}

;// CONCATENATED MODULE: ./lib/registry/endpoint.js



const DOCKER_HUB_HOST = 'registry-1.docker.io';
/**
 * As BuildKit and Docker do it: plain http for loopback hosts, https and then http for those named insecure, https for
 * all others.
 */
function originEndpoint(registry, insecure) {
    const host = registry === oci_reference/* DOCKER_HUB */.Xb ? DOCKER_HUB_HOST : registry;
    const https = new URL(`https://${host}/`);
    const http = new URL(`http://${host}/`);
    const plain = isLoopback(registry);
    if (insecure.includes(registry))
        return { name: registry, bases: [https, http], mirror: false };
    return { name: registry, bases: [plain ? http : https], mirror: false };
}
/**
 * A mirror of Docker Hub, in the form of `registry-mirrors` in Docker's daemon.json.
 *
 * @throws UserError for anything but an http or https address without user, query and fragment
 */
function parseMirror(text) {
    const url = URL.canParse(text) && /^https?:\/\//i.test(text) ? new URL(text) : undefined;
    if (url === undefined) {
        throw new errors/* UserError */.yo(`invalid registry mirror ${JSON.stringify(withoutUser(text))}: it is no http or https address`, {
            hint: 'Write it with its scheme: https://mirror.example.com.',
        });
    }
    if (url.username !== '' || url.password !== '') {
        throw new errors/* UserError */.yo(`invalid registry mirror ${url.protocol}//***@${url.host}: it holds a user or password`, {
            hint: `Leave them out and run: docker login ${url.host}`,
        });
    }
    if (url.search !== '' || url.hash !== '') {
        throw new errors/* UserError */.yo(`invalid registry mirror ${url.origin}: it has a query or a fragment`);
    }
    if (!url.pathname.endsWith('/'))
        url.pathname += '/';
    return { name: url.host, bases: [url], mirror: true };
}
function withoutUser(text) {
    return text.replace(/^([^/]*\/\/)?[^/]*@/, '$1***@');
}

;// CONCATENATED MODULE: ./lib/registry/insecure-registries.js


/**
 * Registries that the user named as insecure, in the form of Docker's `insecure-registries`: `host`, `host:port` or a
 * network in CIDR form. They are asked by https without a look at their certificate, and by http where that fails. A
 * host name is matched as it is written, port included, and is never looked up.
 */
class InsecureRegistries {
    #names = new Set();
    #addresses = new AddressList();
    /** @throws UserError for what is no host, `host:port` or network */
    constructor(names) {
        for (const name of names) {
            const host = name.replace(/^https?:\/\//i, '').replace(/\/$/, '');
            if (host.includes('/') && this.#addresses.add(host))
                continue;
            if (!/^(?:[\w.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i.test(host)) {
                throw new errors/* UserError */.yo(`invalid insecure registry ${JSON.stringify(name)}`, {
                    hint: 'Write a host, host:port or a network such as 10.0.0.0/8.',
                });
            }
            this.#names.add(host.toLowerCase());
        }
    }
    /** @param host as in `URL.host`: with the port unless it is the scheme's own */
    includes(host) {
        return this.#names.has(host.toLowerCase()) || this.#addresses.has(bareHost(host));
    }
    includesUrl(url) {
        const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
        return this.includes(url.host) || this.includes(`${url.hostname}:${port}`);
    }
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
// EXTERNAL MODULE: ./node_modules/http-proxy-agent/dist/index.js
var dist = __nccwpck_require__(1970);
// EXTERNAL MODULE: ./node_modules/https-proxy-agent/dist/index.js
var https_proxy_agent_dist = __nccwpck_require__(3669);
;// CONCATENATED MODULE: ./lib/registry/proxy.js






/** Keep-alive agents, one for each way in which a host can be reached. */
class Agents {
    #proxies;
    #exempt;
    #agents = new Map();
    /** @throws UserError for a proxy that is no http or https address */
    constructor(settings) {
        this.#proxies = { http: proxyUrl(settings.http), https: proxyUrl(settings.https) };
        this.#exempt = new NoProxy(settings.none ?? '');
    }
    /** @param verify whether the certificate must be valid for the host */
    for(url, verify) {
        const secure = url.protocol === 'https:';
        const proxy = this.#exempt.includes(url) ? undefined : this.#proxies[secure ? 'https' : 'http'];
        const key = `${secure ? 'https' : 'http'} ${verify} ${proxy === undefined ? 'direct' : 'proxy'}`;
        const known = this.#agents.get(key);
        if (known !== undefined)
            return known;
        const made = makeAgent(secure, proxy, {
            keepAlive: true,
            ...(secure && !verify ? { rejectUnauthorized: false } : {}),
        });
        this.#agents.set(key, made);
        return made;
    }
    close() {
        for (const agent of this.#agents.values())
            agent.destroy();
        this.#agents.clear();
    }
}
function makeAgent(secure, proxy, options) {
    if (proxy === undefined)
        return secure ? new external_node_https_namespaceObject.Agent(options) : new external_node_http_namespaceObject.Agent(options);
    return secure ? new https_proxy_agent_dist.HttpsProxyAgent(proxy, options) : new dist.HttpProxyAgent(proxy, { keepAlive: true });
}
function proxyUrl(text) {
    if (text === undefined || text === '')
        return undefined;
    const url = text.includes('://') ? text : `http://${text}`;
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))
        return new URL(url);
    throw new errors/* UserError */.yo('the proxy is no http or https address', { hint: 'Write it as http://proxy.example.com:3128.' });
}
/** NO_PROXY as Go's httpproxy reads it, so that it means the same as for docker. Loopback is always exempt. */
class NoProxy {
    #all = false;
    #addresses = new AddressList();
    #domains = [];
    constructor(text) {
        for (const entry of text.split(',').map((part) => part.trim().toLowerCase())) {
            if (entry === '*')
                this.#all = true;
            else if (entry !== '' && !this.#addresses.add(entry))
                this.#addDomain(entry);
        }
    }
    #addDomain(entry) {
        const port = /:(\d+)$/.exec(entry)?.[1];
        const host = bareHost(entry).replace(/^\*(?=\.)/, '');
        const exact = !host.startsWith('.');
        if (host !== '')
            this.#domains.push({ suffix: exact ? `.${host}` : host, exact, port });
    }
    includes(url) {
        if (this.#all || isLoopback(url.host))
            return true;
        const host = bareHost(url.host);
        if (this.#addresses.has(host))
            return true;
        const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
        return this.#domains.some((domain) => (domain.port === undefined || domain.port === port) &&
            (host.endsWith(domain.suffix) || (domain.exact && host === domain.suffix.slice(1))));
    }
}

;// CONCATENATED MODULE: ./lib/registry/challenge.js
const TOKEN = /[\w!#$%&'*+.^`|~-]+/y;
const PARAMETER = /\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/y;
const SEPARATOR = /[\s,]*/y;
const MAX_LENGTH = 8 * 1024;
/** All challenges, in the header's order; what cannot be understood ends the reading. */
function parseChallenges(header) {
    const challenges = [];
    if (header.length > MAX_LENGTH)
        return challenges;
    let at = 0;
    const take = (pattern) => {
        pattern.lastIndex = at;
        const match = pattern.exec(header);
        if (match === null)
            return undefined;
        at = pattern.lastIndex;
        return match;
    };
    for (;;) {
        take(SEPARATOR);
        const scheme = take(TOKEN)?.[0];
        if (scheme === undefined)
            return challenges;
        const parameters = new Map();
        for (;;) {
            const before = at;
            take(SEPARATOR);
            const parameter = take(PARAMETER);
            if (parameter === undefined) {
                at = before;
                break;
            }
            const [, name = '', quoted, plain] = parameter;
            parameters.set(name.toLowerCase(), quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1'));
        }
        challenges.push({ scheme: scheme.toLowerCase(), parameters });
    }
}

;// CONCATENATED MODULE: ./lib/registry/credentials.js
const ANONYMOUS = { lookup: () => Promise.resolve({ found: undefined }) };
function basicHeader(username, password) {
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
/** What must show nowhere, in all the forms in which it is sent. */
function secretsOf(credentials) {
    if (credentials.kind !== 'basic')
        return [credentials.token, encodeURIComponent(credentials.token)];
    const { username, password } = credentials;
    return [password, Buffer.from(`${username}:${password}`).toString('base64')];
}

;// CONCATENATED MODULE: ./lib/registry/single-flight.js
/** Work that many may ask for at once, and that is done by one of them for all. Nothing is kept when it is over. */
class SingleFlight {
    #flights = new Map();
    /**
     * The result of the flight that is under way for `key`, else that of `start`. Who waits for another's flight starts its
     * own when that one was aborted, since its signal is not ours.
     */
    async run(key, signal, start) {
        for (;;) {
            const other = this.#flights.get(key);
            if (other === undefined)
                return await this.#lead(key, start);
            try {
                return await unlessAborted(other, signal);
            }
            catch (error) {
                signal.throwIfAborted();
                if (!(error instanceof Error && error.name === 'AbortError'))
                    throw error;
            }
        }
    }
    async #lead(key, start) {
        const flight = start();
        this.#flights.set(key, flight);
        try {
            return await flight;
        }
        finally {
            this.#flights.delete(key);
        }
    }
}
async function unlessAborted(promise, signal) {
    signal.throwIfAborted();
    let abort;
    const aborted = new Promise((_, reject) => {
        abort = () => reject(signal.reason);
        signal.addEventListener('abort', abort, { once: true });
    });
    try {
        return await Promise.race([promise, aborted]);
    }
    finally {
        if (abort !== undefined)
            signal.removeEventListener('abort', abort);
    }
}

// EXTERNAL MODULE: ./lib/oci/checked-json.js
var checked_json = __nccwpck_require__(1699);
;// CONCATENATED MODULE: ./lib/registry/token.js








const CLIENT_ID = 'layer-build';
const MAX_SIZE = 64 * 1024;
/** "Token Authentication Specification": when the server names no lifetime. */
const DEFAULT_LIFETIME_S = 60;
/**
 * A bearer token: by GET, anonymously or with user and password; by POST (OAuth2) for an identity token.
 *
 * @throws UserError when the credentials are refused; RegistryError for every other failure
 */
async function fetchToken(transport, request, signal) {
    const http = tokenExchange(request, signal);
    const asked = transport.now();
    return await transport.send(http, async (response) => {
        if (response.status === 200)
            return await readToken(response, asked);
        const error = await transport.failure(response, http);
        if (response.status !== 401 && response.status !== 403)
            throw error;
        const what = request.credentials === undefined ? 'no access without a login' : 'the credentials were refused';
        throw new errors/* UserError */.yo(`${request.registry}: ${what} (${error.message})`, {
            hint: loginHint(request.registry),
            cause: error,
        });
    });
}
function tokenExchange({ realm, service, scopes, credentials }, signal) {
    const url = new URL(realm);
    const common = { retry: PATIENT, signal, secrets: credentials === undefined ? [] : secretsOf(credentials) };
    if (credentials?.kind === 'identity-token') {
        const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: CLIENT_ID });
        if (service !== undefined)
            form.set('service', service);
        if (scopes.length > 0)
            form.set('scope', scopes.join(' '));
        form.set('refresh_token', credentials.token);
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return { ...common, method: 'POST', url, headers, body: bytesBody(Buffer.from(form.toString())) };
    }
    if (service !== undefined)
        url.searchParams.set('service', service);
    for (const scope of scopes)
        url.searchParams.append('scope', scope);
    if (credentials === undefined)
        return { ...common, method: 'GET', url };
    url.searchParams.set('account', credentials.username);
    return { ...common, method: 'GET', url, authorization: basicHeader(credentials.username, credentials.password) };
}
async function readToken(response, asked) {
    const invalid = () => 
    // Without a cause: its message would quote the token.
    new RegistryError(`${response.url.host} gave no valid token`, { retryable: false, url: response.url });
    const bytes = await readBytes(response, MAX_SIZE);
    try {
        const json = checked_json/* CheckedJson */.M.parse(bytes, 'token', MAX_SIZE);
        const text = (name) => json.at(name).optional((value) => value.string());
        // Old servers say `token`, OAuth2 says `access_token`, many say both.
        const value = text('token') ?? text('access_token') ?? '';
        if (!/^[\x21-\x7e]+$/.test(value))
            throw invalid();
        const lifetime = json.at('expires_in').optional((seconds) => seconds.size()) ?? DEFAULT_LIFETIME_S;
        // By our clock, and a tenth early: the server's clock may be another, and the request itself takes time.
        return { value, expires: asked + Math.max(1, lifetime) * 900 };
    }
    catch {
        throw invalid();
    }
}

;// CONCATENATED MODULE: ./lib/registry/auth.js





/**
 * The Authorization headers for one registry: none until it asks, then Basic, or bearer tokens by scope, which are kept
 * while they are valid (distribution, "Token Authentication Specification").
 */
class Authorizer {
    #registry;
    #source;
    #transport;
    #tokens = new Map();
    #flights = new SingleFlight();
    #scheme = { kind: 'none' };
    #lookup;
    /** @param registry as credentials know it: `docker.io`, `localhost:5000` */
    constructor(registry, source, transport) {
        this.#registry = registry;
        this.#source = source;
        this.#transport = transport;
    }
    /** Why a refusal may have come, for its hint: a credential source that failed. */
    get problem() {
        return this.#lookup?.found === undefined ? this.#lookup?.problem : undefined;
    }
    /** Everything that must not show in an error, should the registry send it back. */
    secrets() {
        const found = this.#lookup?.found;
        return [...[...this.#tokens.values()].map(({ value }) => value), ...(found === undefined ? [] : secretsOf(found))];
    }
    /**
     * Takes in the challenge of a 401.
     *
     * @param refused the header that was refused: its token is forgotten
     * @returns the scopes that the registry itself named, or `undefined` when it asks for nothing that we can give
     */
    learn(header, base, refused) {
        for (const [key, token] of this.#tokens)
            if (`Bearer ${token.value}` === refused)
                this.#tokens.delete(key);
        const challenges = parseChallenges(header ?? '');
        const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
        const realm = bearer === undefined ? undefined : this.#realm(bearer, base);
        if (bearer !== undefined && realm !== undefined) {
            this.#scheme = { kind: 'bearer', realm, service: bearer.parameters.get('service') };
            return (bearer.parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
        }
        if (challenges.some(({ scheme }) => scheme === 'basic')) {
            this.#scheme = { kind: 'basic' };
            return [];
        }
        return undefined;
    }
    /** Credentials go to the realm: it must be as well protected as the registry itself. */
    #realm({ parameters }, base) {
        const text = parameters.get('realm') ?? '';
        if (!URL.canParse(text, base.href))
            return undefined;
        const realm = new URL(text, base);
        if (this.#transport.mayFollow(base, realm))
            return realm;
        throw new RegistryError(`${base.host} asks to log in without encryption, at ${realm.protocol}//${realm.host}`, {
            retryable: false,
            url: base,
        });
    }
    /**
     * @param scopes `repository:NAME:pull`, `repository:NAME:pull,push`
     * @returns the header's value, or `undefined` for an anonymous request
     * @throws UserError when the token server refuses the credentials; RegistryError when it cannot be reached
     */
    async header(scopes, signal) {
        const scheme = this.#scheme;
        if (scheme.kind === 'none')
            return undefined;
        this.#lookup ??= await this.#source.lookup(this.#registry, signal);
        const credentials = this.#lookup.found;
        if (scheme.kind === 'basic') {
            return credentials?.kind === 'basic' ? basicHeader(credentials.username, credentials.password) : undefined;
        }
        if (credentials?.kind === 'registry-token')
            return `Bearer ${credentials.token}`;
        const key = [...new Set(scopes)].sort().join(' ');
        const known = this.#tokens.get(key);
        if (known !== undefined && known.expires > this.#transport.now())
            return `Bearer ${known.value}`;
        const token = await this.#flights.run(key, signal, async () => {
            const { realm, service } = scheme;
            const fresh = await fetchToken(this.#transport, { registry: this.#registry, realm, service, scopes: key === '' ? [] : key.split(' '), credentials }, signal);
            this.#tokens.set(key, fresh);
            return fresh;
        });
        return `Bearer ${token.value}`;
    }
}

;// CONCATENATED MODULE: ./lib/registry/session.js




/** Authorised requests to one registry. */
class RegistrySession {
    endpoint;
    #transport;
    #authorizer;
    #retry;
    #greeting = new SingleFlight();
    #base;
    constructor(endpoint, credentials, transport, retry) {
        this.endpoint = endpoint;
        this.#transport = transport;
        this.#retry = retry;
        this.#authorizer = new Authorizer(endpoint.name, credentials, transport);
    }
    /** Of the credential source, when it had one and a request was refused perhaps for it. */
    get credentialProblem() {
        return this.#authorizer.problem;
    }
    get retryPolicy() {
        return this.#retry;
    }
    budget(policy = this.#retry) {
        return this.#transport.budget(policy);
    }
    /** As {@link Transport.open}. A 401 is answered by other or newer credentials once; if it stays, it is returned. */
    async open(request) {
        return await this.send(request, (response) => Promise.resolve(response));
    }
    /** As {@link Transport.send}. */
    async send(request, read) {
        const base = await this.#greet(request.signal);
        const url = typeof request.target === 'string' ? new URL(request.target, base) : request.target;
        const own = url.origin === base.origin;
        let scopes = request.scopes;
        for (let mayAskAgain = own;; mayAskAgain = false) {
            const authorization = own ? await this.#authorizer.header(scopes, request.signal) : undefined;
            const outcome = await this.#transport.send(this.#httpRequest(request, url, authorization), async (response) => {
                if (response.status === 401 && mayAskAgain) {
                    const more = this.#authorizer.learn(response.headers['www-authenticate'], base, authorization);
                    if (more !== undefined) {
                        await response.discard();
                        return { more };
                    }
                }
                return { value: await read(response) };
            });
            if ('value' in outcome)
                return outcome.value;
            scopes = [...scopes, ...outcome.more];
        }
    }
    /** An error for an answer that is not what was asked for. Reads its body. */
    async failure(response) {
        return await this.#transport.failure(response, { secrets: this.#authorizer.secrets() });
    }
    /** @throws RegistryError when an address that the registry gave may not be used: from https to http */
    address(text, from) {
        if (text === undefined || !URL.canParse(text, from.href)) {
            throw new RegistryError(`${from.host} gave no address to go on at`, { retryable: false, url: from });
        }
        const url = new URL(text, from);
        if (this.#transport.mayFollow(from, url))
            return url;
        throw new RegistryError(`${from.host} asks to go on without encryption, at ${url.protocol}//${url.host}`, {
            retryable: false,
            url: from,
            hint: 'A registry behind a proxy that ends TLS must know its own https address.',
        });
    }
    /**
     * Finds the base address that answers, and learns how to authorise, once (distribution-spec, "Determining Support").
     * All first requests wait for it: else each would be refused on its own.
     */
    async #greet(signal) {
        if (this.#base !== undefined)
            return this.#base;
        return await this.#greeting.run('', signal, async () => {
            const { bases } = this.endpoint;
            for (const [index, base] of bases.entries()) {
                const last = index === bases.length - 1;
                try {
                    await this.#ping(base, last ? this.#retry : ONCE, signal);
                    this.#base = base;
                    break;
                }
                catch (error) {
                    if (last || !(error instanceof RegistryError) || error.status !== undefined)
                        throw error;
                }
            }
            return this.#base ?? bases[0];
        });
    }
    async #ping(base, retry, signal) {
        const url = new URL('v2/', base);
        const response = await this.#transport.open({ method: 'GET', url, secrets: [], retry, signal });
        if (response.status === 401)
            this.#authorizer.learn(response.headers['www-authenticate'], base, undefined);
        // Any other answer will do: some mirrors know only the addresses that they mirror.
        await response.discard();
    }
    #httpRequest(request, url, authorization) {
        const { method, headers, body, signal } = request;
        return {
            method,
            url,
            ...(headers === undefined ? {} : { headers }),
            ...(authorization === undefined ? {} : { authorization }),
            ...(body === undefined ? {} : { body }),
            secrets: this.#authorizer.secrets(),
            retry: request.retry ?? this.#retry,
            signal,
        };
    }
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
;// CONCATENATED MODULE: ./lib/registry/connection-error.js

/** What we hold against a connection that Node finds no fault with. */
class ConnectionProblem extends Error {
    name = 'ConnectionProblem';
}
/** Failures that another attempt will not change. */
const PERMANENT = new Set(['ENOTFOUND', 'EPROTO', 'ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS']);
/**
 * What Node says of a connection as an error of ours.
 *
 * @param reused whether the connection had served a request before: then the server may just have closed it for its age,
 *   and the next attempt need not wait
 */
function connectionError(error, url, reused) {
    if (error instanceof RegistryError || !(error instanceof Error))
        return error;
    const code = errorCode(error);
    // Anything without a code is no network failure but a fault of our own, and must show as one.
    if (code === undefined && !(error instanceof ConnectionProblem))
        return error;
    const certificate = code !== undefined && isCertificateCode(code);
    return new RegistryError(`cannot reach ${url.host}: ${reason(error, code)}`, {
        retryable: !certificate && !(code !== undefined && (PERMANENT.has(code) || code.startsWith('HPE_'))),
        url,
        cause: error,
        ...(reused && (code === 'ECONNRESET' || code === 'EPIPE') ? { retryAfterMs: 0 } : {}),
        hint: certificate
            ? `If its certificate is signed by an authority of your own, name that in NODE_EXTRA_CA_CERTS; if ${url.host} needs no valid certificate, name it as an insecure registry.`
            : undefined,
    });
}
function reason(error, code) {
    // Both addresses of a dual-stack host failed: Node gives an AggregateError without a message of its own.
    if (error instanceof AggregateError) {
        const inner = error.errors[0];
        if (inner instanceof Error)
            return inner.message;
    }
    if (code === 'ENOTFOUND')
        return 'there is no host of this name';
    if (code === 'ECONNRESET')
        return 'the connection was closed by the other side';
    return error.message === '' ? (code ?? error.name) : error.message;
}
function errorCode(error) {
    return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
/** Node takes these from OpenSSL, and adds ERR_TLS_CERT_ALTNAME_INVALID. */
function isCertificateCode(code) {
    return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|HOSTNAME_MISMATCH/.test(code);
}

;// CONCATENATED MODULE: ./lib/registry/watchdog.js

/** Ends what waits too long for the other side. */
class Watchdog {
    #bite;
    #timer;
    #problem;
    /** @param bite called once, with what did not happen in time */
    constructor(bite) {
        this.#bite = bite;
    }
    /** Set once the time was over. */
    get problem() {
        return this.#problem;
    }
    /** Starts the time anew: something is to happen within `ms`. */
    expect(ms, problem) {
        this.rest();
        this.#timer = setTimeout(() => {
            this.#problem = new ConnectionProblem(`${problem} for ${ms / 1000} s`);
            this.#bite(this.#problem);
        }, ms);
    }
    /** Nothing is expected of the other side now. */
    rest() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
    }
}

;// CONCATENATED MODULE: ./lib/registry/exchange.js







const MAX_DISCARDED = 64 * 1024;
/**
 * One request and its answer, without redirects or retries.
 *
 * @throws RegistryError when the connection fails; whatever the source of the body throws; the signal's reason
 */
async function exchange(call) {
    const { url, signal, timeouts } = call;
    signal.throwIfAborted();
    const start = url.protocol === 'https:' ? external_node_https_namespaceObject.request : external_node_http_namespaceObject.request;
    const request = start(url, { method: call.method, headers: requestHeaders(call), agent: call.agent });
    const watchdog = new Watchdog((problem) => request.destroy(problem));
    const connecting = new Watchdog((problem) => request.destroy(problem));
    const abort = () => void request.destroy();
    // One signal serves a whole build: many requests at once listen to it, and each takes its listener away again.
    (0,external_node_events_.setMaxListeners)(0, signal);
    signal.addEventListener('abort', abort, { once: true });
    const release = () => {
        watchdog.rest();
        connecting.rest();
        // The answer came before the body was through: the connection cannot serve another request.
        if (!request.writableEnded)
            request.destroy();
        signal.removeEventListener('abort', abort);
    };
    const refused = watchTunnel(request);
    const answered = new Promise((resolve, reject) => {
        request.once('response', resolve);
        // Stays for the request's whole life: an error after the answer shows in its body, and must not go unhandled here.
        request.on('error', reject);
    });
    connecting.expect(timeouts.connectMs, 'no connection');
    whenConnected(request, () => {
        connecting.rest();
        // With a body, its sender keeps the watch.
        if (call.body === undefined)
            watchdog.expect(timeouts.idleMs, 'no answer');
    });
    const sending = call.body === undefined ? Promise.resolve(request.end()) : sendBody(request, call.body, watchdog, timeouts);
    try {
        const [message] = await Promise.all([answered, sending]);
        watchdog.rest();
        const tunnelStatus = refused();
        if (tunnelStatus !== undefined) {
            throw new RegistryError(`the proxy did not open a tunnel to ${url.host}: status ${tunnelStatus}`, {
                retryable: tunnelStatus >= 500,
                url,
            });
        }
        return new Answer(message, call, watchdog, release);
    }
    catch (error) {
        request.destroy();
        await Promise.allSettled([sending]);
        release();
        signal.throwIfAborted();
        if (error instanceof SourceFailure)
            throw error.cause;
        throw connectionError(error, url, request.reusedSocket);
    }
}
function requestHeaders({ headers, body }) {
    // Digests are over the stored bytes: no proxy on the way may compress them.
    const length = body === undefined ? {} : { 'content-length': String(body.size) };
    return { 'accept-encoding': 'identity', ...headers, ...length };
}
/** A proxy's refusal is replayed by the agent as if the registry had answered: this tells them apart. */
function watchTunnel(request) {
    let refusal;
    request.on('proxyConnect', (answer) => {
        refusal = answer.statusCode === 200 ? undefined : answer.statusCode;
    });
    return () => refusal;
}
function whenConnected(request, connected) {
    request.once('socket', (socket) => {
        if (socket.connecting)
            socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
        else
            connected();
    });
}
class Answer {
    status;
    headers;
    url;
    #message;
    #call;
    #watchdog;
    #release;
    constructor(message, call, watchdog, release) {
        this.status = message.statusCode ?? 0;
        this.headers = message.headers;
        this.url = call.url;
        this.#message = message;
        this.#call = call;
        this.#watchdog = watchdog;
        this.#release = release;
        // Until somebody reads the body, its failure is nobody's.
        message.on('error', () => undefined);
    }
    async *body() {
        const chunks = this.#message[Symbol.asyncIterator]();
        try {
            for (;;) {
                const next = await this.#next(chunks);
                if (next.done === true)
                    return;
                yield next.value;
            }
        }
        finally {
            this.abandon();
        }
    }
    abandon() {
        if (!this.#message.complete)
            this.#message.destroy();
        this.#release();
    }
    async #next(chunks) {
        const { timeouts, signal, url } = this.#call;
        // Armed only while we wait for the registry: a slow reader of ours is no fault of its.
        this.#watchdog.expect(timeouts.idleMs, 'no data');
        try {
            const next = await chunks.next();
            if (next.done === true && !this.#message.complete)
                throw new ConnectionProblem('the answer ended early');
            return next;
        }
        catch (error) {
            signal.throwIfAborted();
            throw connectionError(this.#watchdog.problem ?? error, url, false);
        }
        finally {
            this.#watchdog.rest();
        }
    }
    async discard() {
        let seen = 0;
        try {
            for await (const chunk of this.body()) {
                seen += chunk.byteLength;
                if (seen > MAX_DISCARDED)
                    break;
            }
        }
        catch (error) {
            this.#call.signal.throwIfAborted();
            // What came was not wanted anyhow: the connection is gone, and that is all.
            if (!(error instanceof RegistryError))
                throw error;
        }
    }
}

;// CONCATENATED MODULE: ./lib/registry/response-error.js


const MAX_ERROR_BODY = 16 * 1024;
const MAX_SHOWN = 300;
/**
 * An answer that is not what was asked for, with the registry's own words (distribution-spec, "Error Codes"). Reads the
 * body.
 *
 * @param secrets texts that must not show, should the registry send them back
 */
async function responseError(response, secrets, now) {
    const { codes, words } = readErrors(await readUpTo(response, MAX_ERROR_BODY), secrets);
    const said = words === '' ? '' : `: ${words}`;
    return new RegistryError(`${response.url.host} answered ${response.status}${said}`, {
        retryable: isRetryableStatus(response.status),
        url: response.url,
        status: response.status,
        codes,
        retryAfterMs: isRetryableStatus(response.status)
            ? parseRetryAfter(response.headers['retry-after'], now)
            : undefined,
    });
}
async function readUpTo(response, limit) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of response.body()) {
            chunks.push(chunk);
            size += chunk.byteLength;
            if (size >= limit)
                break;
        }
    }
    catch (error) {
        // The status alone tells enough; a broken body only costs the registry's words.
        if (!(error instanceof RegistryError))
            throw error;
    }
    return Buffer.concat(chunks).subarray(0, limit).toString('utf8');
}
function readErrors(text, secrets) {
    let document;
    try {
        document = JSON.parse(text);
    }
    catch {
        return { codes: [], words: /^\s*</.test(text) ? '' : printable(text, MAX_SHOWN, secrets) };
    }
    const errors = field(document, 'errors');
    const list = Array.isArray(errors) ? errors.slice(0, 3) : [];
    const codes = list.map((error) => field(error, 'code')).filter((code) => typeof code === 'string');
    const words = list.map(codeAndMessage).filter((part) => part !== '');
    // Token servers answer in OAuth2's form (RFC 6749, section 5.2), and some in one of their own.
    const other = ['error_description', 'details', 'message', 'error'].map((name) => field(document, name));
    const shown = words.length > 0 ? words.join('; ') : (other.find((value) => typeof value === 'string') ?? '');
    return { codes: codes.map((code) => printable(code, 64, secrets)), words: printable(shown, MAX_SHOWN, secrets) };
}
function codeAndMessage(error) {
    const code = field(error, 'code');
    const message = field(error, 'message');
    const parts = [code, message].filter((part) => typeof part === 'string' && part !== '');
    return parts.join(': ');
}
function field(value, name) {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? value[name]
        : undefined;
}

;// CONCATENATED MODULE: ./lib/registry/transport.js





const DEFAULT_TIMEOUTS = { connectMs: 15_000, idleMs: 60_000, commitMs: 300_000 };
const MAX_REDIRECTS = 10;
/** HTTP with retries, redirects, proxies and timeouts: the only place in which any of them is decided. */
class Transport {
    #settings;
    constructor(settings) {
        this.#settings = settings;
    }
    /**
     * The answer, whatever its status, unless that is one to try again after. Its body is the caller's to read or discard.
     *
     * @throws RegistryError when no answer could be had within the request's retry policy
     */
    async open(request) {
        return await this.send(request, (response) => Promise.resolve(response));
    }
    /**
     * As `open`, and `read` is part of the attempt: a body that breaks off is asked for again. The body must be read, or
     * discarded, when `read` returns.
     */
    async send(request, read) {
        return await retrying(this.budget(request.retry), request.signal, async () => {
            const response = await this.#follow(request);
            if (isRetryableStatus(response.status))
                throw await this.failure(response, request);
            try {
                return await read(response);
            }
            catch (error) {
                response.abandon();
                throw error;
            }
        });
    }
    budget(policy) {
        return new RetryBudget(policy, this.#settings.clock, this.#settings.random);
    }
    /** An error for an answer that is not what was asked for. Reads its body. */
    async failure(response, request) {
        return await responseError(response, request.secrets, this.#settings.clock.now());
    }
    now() {
        return this.#settings.clock.now();
    }
    /** Whether `to` may be spoken to without encryption on behalf of `from`. */
    mayFollow(from, to) {
        if (to.protocol === 'https:')
            return true;
        if (to.protocol !== 'http:')
            return false;
        // An encrypted conversation goes on in the clear only where the user said so. Loopback is no exception: a registry
        // elsewhere has no business with this machine's own ports.
        return from.protocol === 'http:' || this.#settings.insecure.includesUrl(to);
    }
    close() {
        this.#settings.agents.close();
    }
    async #follow(request) {
        let { url, authorization } = request;
        for (let redirects = 0;; redirects++) {
            const response = await this.#exchange(request, url, authorization);
            if (!isRedirect(response.status))
                return response;
            await response.discard();
            const next = redirectTarget(request, response);
            if (redirects === MAX_REDIRECTS) {
                throw new RegistryError(`${request.url.host} redirects in a circle`, { retryable: false, url });
            }
            if (!this.mayFollow(url, next)) {
                throw new RegistryError(`${url.host} redirects from https to ${next.protocol}//${next.host}, which is refused`, {
                    retryable: false,
                    url,
                    hint: isLoopback(next.host)
                        ? undefined
                        : `If you trust that host, name ${next.host} as an insecure registry.`,
                });
            }
            // Gone for good at the first step elsewhere: what leads home again does so on another's word.
            if (next.origin !== url.origin)
                authorization = undefined;
            url = next;
        }
    }
    async #exchange(request, url, authorization) {
        const { method, headers, body, signal } = request;
        const { userAgent, agents, insecure, timeouts } = this.#settings;
        return await exchange({
            method,
            url,
            headers: {
                'user-agent': userAgent,
                ...headers,
                ...(authorization === undefined ? {} : { authorization }),
            },
            body,
            agent: agents.for(url, !insecure.includesUrl(url)),
            timeouts,
            signal,
        });
    }
}
function isRedirect(status) {
    return (status >= 301 && status <= 303) || status === 307 || status === 308;
}
/** @throws RegistryError for a redirect that cannot be followed */
function redirectTarget({ method }, { status, headers, url }) {
    const { location } = headers;
    if (location === undefined || !URL.canParse(location, url.href)) {
        throw new RegistryError(`${url.host} redirects (${status}) without a valid address`, { retryable: false, url });
    }
    if (status < 307 && method !== 'GET' && method !== 'HEAD') {
        // Clients would turn such a request into a GET, whose success says nothing of the upload.
        throw new RegistryError(`${url.host} redirects (${status}) a ${method} request`, { retryable: false, url });
    }
    const target = new URL(location, url);
    target.username = '';
    target.password = '';
    target.hash = '';
    return target;
}

;// CONCATENATED MODULE: ./lib/registry/registries.js









/** All registries that a build speaks to, and one session with each. */
class Registries {
    events;
    documents;
    #transport;
    #credentials;
    #insecure;
    #mirrors;
    #sessions = new Map();
    #unusable = new Set();
    /** @throws UserError for a mirror, proxy or insecure registry that cannot be understood */
    constructor(settings) {
        this.events = settings.events;
        this.documents = settings.documents;
        this.#credentials = settings.credentials;
        this.#insecure = new InsecureRegistries(settings.insecureRegistries);
        this.#mirrors = [...new Set(settings.mirrors)].map(parseMirror);
        this.#transport = new Transport({
            userAgent: settings.userAgent,
            insecure: this.#insecure,
            agents: new Agents(settings.proxies),
            timeouts: settings.timeouts ?? DEFAULT_TIMEOUTS,
            clock: settings.clock ?? systemClock,
            random: settings.random ?? Math.random,
        });
    }
    /** The origin itself, for pushing. */
    repository(registry, name) {
        return new Repository(this.#session(originEndpoint(registry, this.#insecure)), name);
    }
    /** For pulling: mirrors that proved unusable before are left out. */
    places(registry, name) {
        const mirrors = registry === oci_reference/* DOCKER_HUB */.Xb ? this.#mirrors : [];
        const sessions = mirrors.map((mirror) => this.#session(mirror));
        const usable = sessions.filter((session) => !this.#unusable.has(session));
        return [...usable.map((session) => new Repository(session, name)), this.repository(registry, name)];
    }
    markUnusable(session) {
        this.#unusable.add(session);
    }
    now() {
        return this.#transport.now();
    }
    close() {
        this.#transport.close();
    }
    #session(endpoint) {
        const key = endpoint.bases[0].href + (endpoint.mirror ? ' mirror' : '');
        const known = this.#sessions.get(key);
        if (known !== undefined)
            return known;
        // A mirror has a stand-in, the origin has none.
        const retry = endpoint.mirror ? IMPATIENT : PATIENT;
        const made = new RegistrySession(endpoint, this.#credentials, this.#transport, retry);
        this.#sessions.set(key, made);
        return made;
    }
}

;// CONCATENATED MODULE: ./lib/registry/client.js



/** Registries as the rest of the program sees them (OCI distribution-spec 1.1, Docker Registry v2). */
class RegistryClient {
    #registries;
    /** @throws UserError for a setting that cannot be understood */
    constructor(settings) {
        this.#registries = new Registries(settings);
    }
    /** Manifest and config of an image for one platform; throws as `resolveImage`. */
    resolve(reference, platform, signal) {
        return resolveImage(this.#registries, reference, platform, signal);
    }
    /** The digest under a reference, without any document; throws as `resolveDigest`. */
    digest(reference, signal) {
        return resolveDigest(this.#registries, reference, signal);
    }
    /** A blob's bytes, of the right number; the caller verifies the digest. Throws as `fetchBlob`. */
    fetchBlob(source, blob, signal) {
        return fetchBlob(this.#registries, source, blob, signal);
    }
    hasBlob(source, digest, signal) {
        return hasBlob(this.#registries, source, digest, signal);
    }
    /** Throws as `pushImage`. */
    pushImage(image, signal) {
        return pushImage(this.#registries, image, signal);
    }
    /** Throws as `pushIndex`. */
    pushIndex(target, index, signal) {
        return pushIndex(this.#registries, target, index, signal);
    }
    /** Closes idle connections; nothing may be asked afterwards. */
    close() {
        this.#registries.close();
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
;// CONCATENATED MODULE: ./lib/registry/credential-helper.js

const TIMEOUT_MS = 30_000;
const MAX_OUTPUT = 256 * 1024;
/**
 * Asks `docker-credential-NAME get` (docker/docker-credential-helpers): the address goes to its standard input, JSON
 * comes back. The user name `<token>` marks an identity token.
 *
 * What the helper writes is never repeated: it may hold the secret.
 */
async function askCredentialHelper(name, address, signal) {
    const program = `docker-credential-${name}`;
    // The name comes from a file and becomes a program's: no path may be made of it.
    if (!/^[\w.-]+$/.test(name))
        return problem(`the credential helper's name ${JSON.stringify(name)} is not valid`);
    const ended = await run(program, address, signal);
    if ('failure' in ended)
        return problem(`${program} could not be run: ${ended.failure}`);
    if (ended.code !== 0) {
        // Having none is no failure: helpers say so with this text and exit code 1.
        if (/credentials not found/i.test(ended.output))
            return { found: undefined };
        return problem(`${program} ended with exit code ${ended.code ?? 'none'}`);
    }
    return readAnswer(ended.output) ?? problem(`${program} gave no valid answer`);
}
function problem(text) {
    return { found: undefined, problem: text };
}
function readAnswer(output) {
    let answer;
    try {
        answer = JSON.parse(output);
    }
    catch {
        return undefined;
    }
    if (typeof answer !== 'object' || answer === null || !('Username' in answer) || !('Secret' in answer))
        return undefined;
    const { Username: username, Secret: secret } = answer;
    if (typeof username !== 'string' || typeof secret !== 'string')
        return undefined;
    if (secret === '')
        return { found: undefined };
    return {
        found: username === '<token>'
            ? { kind: 'identity-token', token: secret }
            : { kind: 'basic', username, password: secret },
    };
}
async function run(program, input, signal) {
    signal.throwIfAborted();
    const ended = await new Promise((resolve) => {
        const child = (0,external_node_child_process_.spawn)(program, ['get'], {
            stdio: ['pipe', 'pipe', 'ignore'],
            signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        });
        let output = '';
        child.stdout.setEncoding('utf8').on('data', (text) => {
            output += text;
            if (output.length > MAX_OUTPUT)
                child.kill('SIGKILL');
        });
        child.on('error', (error) => {
            const missing = 'code' in error && error.code === 'ENOENT';
            resolve({
                failure: missing ? 'it is not on PATH' : error.name === 'AbortError' ? 'it took too long' : error.message,
            });
        });
        child.on('close', (code) => resolve({ code, output }));
        // It may end before it has read its input; its exit code says what there is to say.
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
    });
    signal.throwIfAborted();
    return ended;
}

;// CONCATENATED MODULE: ./lib/registry/docker-config.js






/** What docker itself uses as Docker Hub's key since there were indexes. */
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';
const DOCKER_HUB_NAMES = [DOCKER_HUB_KEY, oci_reference/* DOCKER_HUB */.Xb, 'index.docker.io', 'registry-1.docker.io'];
const docker_config_MAX_SIZE = 1024 * 1024;
/** Credentials of Docker's config.json: `credHelpers`, then `credsStore`, then `auths`. */
class DockerConfig {
    #file;
    #document;
    /** @param folder absolute path, what DOCKER_CONFIG names, else `~/.docker`; it need not exist */
    constructor(folder) {
        this.#file = external_node_path_.join(folder, 'config.json');
    }
    /** @throws UserError when there is a config.json that cannot be read; its text is never repeated */
    async lookup(registry, signal) {
        this.#document ??= this.#read();
        const document = await this.#document;
        if (document === undefined)
            return { found: undefined };
        try {
            return await lookUp(document, registry, signal);
        }
        catch (cause) {
            if (signal.aborted)
                throw cause;
            throw this.#unreadable(`its entry for ${registry} is not valid`);
        }
    }
    async #read() {
        let bytes;
        try {
            bytes = await (0,external_node_fs_promises_.readFile)(this.#file);
        }
        catch (error) {
            if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
                return undefined;
            throw this.#unreadable(error instanceof Error ? error.message : 'unknown failure');
        }
        try {
            return checked_json/* CheckedJson */.M.parse(bytes, 'config.json', docker_config_MAX_SIZE);
        }
        catch {
            // Without its cause: the parser's messages quote the text, which holds passwords.
            throw this.#unreadable('it is not a JSON object');
        }
    }
    #unreadable(problem) {
        return new errors/* UserError */.yo(`cannot use ${this.#file}: ${problem}`, {
            hint: 'Repair it, or log in anew with docker login.',
        });
    }
}
async function lookUp(document, registry, signal) {
    const names = registry === oci_reference/* DOCKER_HUB */.Xb ? DOCKER_HUB_NAMES : [registry];
    const helper = helperFor(document, names);
    // As docker asks them: by Docker Hub's old key, and by the plain host for all others.
    const asked = helper === undefined ? undefined : await askCredentialHelper(helper, names[0] ?? registry, signal);
    if (asked?.found !== undefined)
        return asked;
    const found = inAuths(document, names);
    return found === undefined ? (asked ?? { found: undefined }) : { found };
}
function helperFor(document, names) {
    const helpers = document.at('credHelpers').optional((value) => value.stringMap()) ?? {};
    const key = names.find((name) => Object.hasOwn(helpers, name));
    const name = key === undefined ? document.at('credsStore').optional((value) => value.string()) : helpers[key];
    return name === '' ? undefined : name;
}
function inAuths(document, names) {
    const auths = document.at('auths');
    if (auths.absent)
        return undefined;
    const keys = Object.keys(auths.object());
    for (const name of names) {
        const key = keys.find((candidate) => candidate === name) ?? keys.find((candidate) => hostOf(candidate) === name);
        const found = key === undefined ? undefined : readAuth(auths.at(key));
        if (found !== undefined)
            return found;
    }
    return undefined;
}
/** Old docker versions wrote whole addresses as keys. */
function hostOf(key) {
    return key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
function readAuth(entry) {
    const text = (name) => entry.at(name).optional((value) => value.string()) ?? '';
    if (text('identitytoken') !== '')
        return { kind: 'identity-token', token: text('identitytoken') };
    if (text('registrytoken') !== '')
        return { kind: 'registry-token', token: text('registrytoken') };
    if (text('auth') !== '') {
        const decoded = Buffer.from(text('auth'), 'base64').toString('utf8').replace(/\0+$/, '');
        const colon = decoded.indexOf(':');
        if (colon < 1)
            entry.fail('a base64 user:password');
        return { kind: 'basic', username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
    }
    if (text('username') === '')
        return undefined;
    return { kind: 'basic', username: text('username'), password: text('password') };
}

// EXTERNAL MODULE: ./lib/report/version.js
var version = __nccwpck_require__(8882);
// EXTERNAL MODULE: ./lib/store/content-store.js
var content_store = __nccwpck_require__(8720);
;// CONCATENATED MODULE: ./lib/store/atomic-file.js

/** Writes a small file of the store so that readers see either what was there before or all of `content`. */
async function writeAtomically(folder, path, content) {
    const file = folder.newIngestPath();
    try {
        await (0,external_node_fs_promises_.writeFile)(file, content, { flag: 'wx' });
        await (0,external_node_fs_promises_.rename)(file, path);
    }
    catch (error) {
        await (0,external_node_fs_promises_.rm)(file, { force: true });
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/store/image-store.js







/**
 * The images of this machine: a file an image under `images/ids`, and a file a name under `images/tags` that says which image
 * it means. Each file is replaced as a whole, so builds that tag at the same time leave one of their images, never a mix.
 */
class ImageStore {
    #folder;
    constructor(folder) {
        this.#folder = folder;
    }
    /** Adds an image, whose blobs are in the content store, with or without names. A name that meant another image moves. */
    async add(image, references, now = new Date()) {
        const { target, imageId } = image;
        const stored = {
            target: { mediaType: target.mediaType, digest: target.digest, size: target.size },
            imageId,
            stored: now.toISOString(),
        };
        await writeAtomically(this.#folder, this.#idFile(target.digest), JSON.stringify(stored));
        for (const reference of references)
            await this.#writeTag(fullName(reference), target.digest);
    }
    /** Gives an image another name. @throws UserError when `existing` is not in the store */
    async tag(existing, reference) {
        const image = await this.resolve(existing);
        await this.#writeTag(fullName(reference), image.target.digest);
    }
    /** Newest first. */
    async list() {
        const references = new Map();
        for (const tag of await this.#tags()) {
            references.set(tag.target, [...(references.get(tag.target) ?? []), tag.reference]);
        }
        const images = [];
        for (const name of await (0,external_node_fs_promises_.readdir)(this.#folder.imageIds)) {
            const image = await this.#readImage((0,external_node_path_.join)(this.#folder.imageIds, name));
            if (image === undefined)
                continue;
            images.push({ ...image, references: (references.get(image.target.digest) ?? []).sort() });
        }
        return images.sort((a, b) => compare(b.stored, a.stored) || compare(a.target.digest, b.target.digest));
    }
    /** The image of exactly this name, undefined when there is none. Cheaper than `resolve`. */
    async find(reference) {
        const tag = await this.#readTag(this.#tagFile(fullName(reference)));
        return tag === undefined ? undefined : await this.#readImage(this.#idFile(tag.target));
    }
    /**
     * The image that a user means, as docker finds it: by name first (`node:18`, with `latest` for no tag), then by a digest
     * or by the beginning of an id.
     *
     * @throws UserError when there is none, or more than one
     */
    async resolve(text) {
        const images = await this.list();
        const name = nameOrNothing(text);
        const named = name === undefined ? undefined : images.find((image) => image.references.includes(name));
        if (named !== undefined)
            return named;
        const byDigest = (0,oci_digest/* isDigest */.Bc)(text.slice(text.lastIndexOf('@') + 1))
            ? text.slice(text.lastIndexOf('@') + 1)
            : undefined;
        const prefix = (byDigest ?? text).replace(/^sha256:/, '');
        const found = /^[a-f0-9]+$/.test(prefix)
            ? images.filter((image) => [image.imageId, image.target.digest].some((digest) => (0,oci_digest/* digestHex */.sU)(digest).startsWith(prefix)))
            : [];
        const [first, ...others] = found;
        if (first === undefined)
            throw new errors/* UserError */.yo(`no such image: ${text}`, { hint: hintFor(text, images) });
        // A pulled and a built image may share their config: then the newest is as good as any.
        if (others.some((image) => image.imageId !== first.imageId)) {
            throw new errors/* UserError */.yo(`image id ${text} is ambiguous`, {
                hint: `It may be ${found.map((image) => (0,oci_digest/* shortDigest */.VK)(image.imageId)).join(', ')}: write more of it.`,
            });
        }
        return first;
    }
    /**
     * Takes a name away, and the image with its last name, as `docker rmi` does; by id, the image with all of its names. Its
     * blobs stay until they are pruned.
     *
     * @param force also by an id that has several names
     * @returns what was done
     * @throws UserError when there is no such image, or when an id has several names
     */
    async remove(text, force = false) {
        const image = await this.resolve(text);
        const name = nameOrNothing(text);
        const byName = name !== undefined && image.references.includes(name);
        if (!byName && image.references.length > 1 && !force) {
            throw new errors/* UserError */.yo(`image ${text} has several names: ${image.references.map(familiar).join(', ')}`, {
                hint: 'Remove them by name, or all at once with --force.',
            });
        }
        const untagged = byName ? [name] : image.references;
        for (const reference of untagged)
            await (0,external_node_fs_promises_.rm)(this.#tagFile(reference), { force: true });
        if (untagged.length < image.references.length)
            return { untagged, deleted: [] };
        await (0,external_node_fs_promises_.rm)(this.#idFile(image.target.digest), { force: true });
        return { untagged, deleted: [image.target.digest] };
    }
    #idFile(digest) {
        return (0,external_node_path_.join)(this.#folder.imageIds, (0,oci_digest/* digestHex */.sU)(digest));
    }
    /** A name may be longer than the name of a file. */
    #tagFile(reference) {
        return (0,external_node_path_.join)(this.#folder.imageTags, (0,oci_digest/* digestHex */.sU)((0,oci_digest/* sha256 */.sc)(reference)));
    }
    #writeTag(reference, target) {
        return writeAtomically(this.#folder, this.#tagFile(reference), JSON.stringify({ reference, target }));
    }
    async #tags() {
        const tags = [];
        for (const name of await (0,external_node_fs_promises_.readdir)(this.#folder.imageTags)) {
            const tag = await this.#readTag((0,external_node_path_.join)(this.#folder.imageTags, name));
            if (tag !== undefined)
                tags.push(tag);
        }
        return tags;
    }
    async #readTag(path) {
        const json = await readDocument(path);
        return json === undefined
            ? undefined
            : { reference: json.at('reference').string(2048), target: json.at('target').digest() };
    }
    async #readImage(path) {
        const json = await readDocument(path);
        if (json === undefined)
            return undefined;
        const target = json.at('target');
        return {
            target: {
                mediaType: target.at('mediaType').mediaType(),
                digest: target.at('digest').digest(),
                size: target.at('size').size(),
            },
            imageId: json.at('imageId').digest(),
            stored: json.at('stored').string(64),
        };
    }
}
/** @returns undefined when the file is not there (any more) */
async function readDocument(path) {
    try {
        return checked_json/* CheckedJson */.M.parse(await (0,external_node_fs_promises_.readFile)(path), path, 64 * 1024);
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        if (error instanceof errors/* InfraError */.Ri)
            throw error;
        throw new errors/* InfraError */.Ri(`cannot read ${path}`, { cause: error });
    }
}
function fullName(reference) {
    return (0,oci_reference/* formatReference */.FH)((0,oci_reference/* withDefaultTag */._t)((0,oci_reference/* parseReference */.F2)(reference)));
}
function nameOrNothing(text) {
    try {
        return fullName(text);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
}
function familiar(reference) {
    return (0,oci_reference/* familiarName */.hG)((0,oci_reference/* parseReference */.F2)(reference));
}
function hintFor(text, images) {
    const repository = nameOrNothing(text)?.replace(/:[^:/]*$/, '');
    const near = images
        .flatMap((image) => image.references)
        .filter((name) => repository !== undefined && name.startsWith(`${repository}:`))
        .sort();
    return near.length > 0
        ? `There is ${near.slice(0, 5).map(familiar).join(', ')}.`
        : 'See `layer-build images` for what there is.';
}
function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

// EXTERNAL MODULE: ./lib/layer/layer-index.js
var layer_index = __nccwpck_require__(3457);
;// CONCATENATED MODULE: ./lib/store/layer-store.js





/** Layers in the store: their blobs are the content store's, their indexes lie beside it by diff id. */
class LayerStore {
    #folder;
    #content;
    constructor(folder, content) {
        this.#folder = folder;
        this.#content = content;
    }
    /** A private folder for one layer in the making; it is gone by itself some time after this process has ended. */
    async newIngest() {
        const folder = this.#folder.newIngestPath();
        await (0,external_node_fs_promises_.mkdir)(folder, { mode: 0o700 });
        return {
            blobFile: (0,external_node_path_.join)(folder, 'blob'),
            indexFile: (0,external_node_path_.join)(folder, 'index'),
            discard: () => (0,external_node_fs_promises_.rm)(folder, { recursive: true, force: true }),
        };
    }
    /**
     * Puts the files of a made layer below their final names: the index first, so that a blob which is seen has one.
     *
     * @throws InfraError when a file is missing or has not the size that it should have
     */
    async take(made) {
        try {
            await (0,external_node_fs_promises_.rename)(made.indexFile, this.#folder.index(made.diffId));
        }
        catch (error) {
            throw new errors/* InfraError */.Ri(`cannot store the index of layer ${made.diffId}`, { cause: error });
        }
        await this.#content.takeFile(made.blobFile, made.blob);
        await this.#removeFolders(made);
        return { blob: made.blob, diffId: made.diffId, contentId: made.treeDigest };
    }
    /** Removes the files of a made layer that is not wanted after all. */
    async drop(made) {
        await (0,external_node_fs_promises_.rm)(made.blobFile, { force: true });
        await (0,external_node_fs_promises_.rm)(made.indexFile, { force: true });
        await this.#removeFolders(made);
    }
    /** Where the index of a layer belongs, undefined when it is there already. */
    async missingIndexFile(diffId) {
        const path = this.#folder.index(diffId);
        return (0,external_node_fs_promises_.access)(path).then(() => undefined, () => path);
    }
    /** The index of the layer, undefined when it is not here or not sound: it can be made again from the blob. */
    async indexOf(diffId) {
        const path = this.#folder.index(diffId);
        let bytes;
        try {
            bytes = await (0,external_node_fs_promises_.readFile)(path);
        }
        catch (error) {
            if (error.code === 'ENOENT')
                return undefined;
            throw new errors/* InfraError */.Ri(`cannot read the index of layer ${diffId}`, { cause: error });
        }
        const index = decodeOrNothing(bytes);
        if (index?.diffId !== diffId) {
            await (0,external_node_fs_promises_.rm)(path, { force: true });
            return undefined;
        }
        const now = new Date();
        await (0,external_node_fs_promises_.utimes)(path, now, now).catch(() => undefined);
        return index;
    }
    /** Keeps an index that was made from a blob of elsewhere. */
    async putIndex(index) {
        await writeAtomically(this.#folder, this.#folder.index(index.diffId), (0,layer_index/* encodeIndex */.b)(index));
    }
    /** Only folders that `newIngest` made are removed. */
    async #removeFolders(made) {
        for (const folder of new Set([(0,external_node_path_.dirname)(made.blobFile), (0,external_node_path_.dirname)(made.indexFile)])) {
            if ((0,external_node_path_.dirname)(folder) === this.#folder.ingest)
                await (0,external_node_fs_promises_.rm)(folder, { recursive: true, force: true });
        }
    }
}
function decodeOrNothing(bytes) {
    try {
        return (0,layer_index/* decodeIndex */.X)(bytes);
    }
    catch (error) {
        if (error instanceof errors/* InfraError */.Ri)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/store/leases.js
var leases = __nccwpck_require__(186);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./lib/store/process-identity.js
var process_identity = __nccwpck_require__(6907);
;// CONCATENATED MODULE: ./lib/store/store-folder.js






/**
 * The folders of a store, below one root that may be deleted at any time:
 *
 *     blobs/<algorithm>/<hex>   content, as in an OCI layout
 *     indexes/<hex of diff id>  encoded layer indexes
 *     images/ids/, images/tags/ the images that users know
 *     leases/                   one file a running build
 *     ingest/                   files and folders in the making: nothing here has its final name
 *
 * Whatever lies under a final name came there by a rename, so no reader sees half of it. Nothing is synced to the disk: a
 * killed process leaves only files in `ingest`, since the kernel still has what it wrote; after a crash of the machine a
 * blob may have lost bytes, which its size and digest show whenever it is read, and it is then fetched or made again. An
 * fsync a blob would cost more than that, on every build, for ever.
 */
class StoreFolder {
    root;
    constructor(root) {
        this.root = root;
    }
    /**
     * Makes the folders that are missing. The root is closed to other users, since images may hold what others must not see;
     * what is in it may then have ordinary modes.
     *
     * @throws InfraError when they cannot be made
     */
    static open(root) {
        const folder = new StoreFolder(root);
        try {
            (0,external_node_fs_.mkdirSync)(root, { recursive: true, mode: 0o700 });
            for (const path of ['blobs/sha256', 'blobs/sha512', 'indexes', 'images/ids', 'images/tags', 'leases', 'ingest']) {
                (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(root, path), { recursive: true });
            }
        }
        catch (error) {
            throw new errors/* InfraError */.Ri(`cannot use ${root} as the store`, {
                cause: error,
                hint: 'Choose a folder that can be written to with --root.',
            });
        }
        return folder;
    }
    blob(digest) {
        return (0,external_node_path_.join)(this.root, 'blobs', (0,oci_digest/* digestAlgorithm */.g4)(digest), (0,oci_digest/* digestHex */.sU)(digest));
    }
    index(diffId) {
        return (0,external_node_path_.join)(this.root, 'indexes', (0,oci_digest/* digestHex */.sU)(diffId));
    }
    get blobs() {
        return ['sha256', 'sha512'].map((algorithm) => ({
            algorithm,
            path: (0,external_node_path_.join)(this.root, 'blobs', algorithm),
        }));
    }
    get indexes() {
        return (0,external_node_path_.join)(this.root, 'indexes');
    }
    get imageIds() {
        return (0,external_node_path_.join)(this.root, 'images', 'ids');
    }
    get imageTags() {
        return (0,external_node_path_.join)(this.root, 'images', 'tags');
    }
    get leases() {
        return (0,external_node_path_.join)(this.root, 'leases');
    }
    get ingest() {
        return (0,external_node_path_.join)(this.root, 'ingest');
    }
    /** A path in `ingest` that no other process and no other call gets; its name says who made it. */
    newIngestPath() {
        return (0,external_node_path_.join)(this.ingest, `${(0,process_identity/* ownIdentity */.A)()}.${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`);
    }
}

;// CONCATENATED MODULE: ./lib/worker/frames.js

const MESSAGE = 1;
const BYTES = 2;
const HEADER = 5;
/** No message of ours comes near it; a longer one means that the stream is not ours. */
const LONGEST = 64 * 1024 * 1024;
function encodeMessage(value) {
    const json = Buffer.from(JSON.stringify(value));
    const frame = Buffer.allocUnsafe(HEADER + json.length);
    frame.writeUInt32BE(json.length + 1, 0);
    frame.writeUInt8(MESSAGE, 4);
    json.copy(frame, HEADER);
    return frame;
}
function encodeBytes(id, channel, data) {
    const frame = Buffer.allocUnsafe(HEADER + 5 + data.length);
    frame.writeUInt32BE(data.length + 6, 0);
    frame.writeUInt8(BYTES, 4);
    frame.writeUInt32BE(id, HEADER);
    frame.writeUInt8(channel, HEADER + 4);
    frame.set(data, HEADER + 5);
    return frame;
}
/** Cuts a stream into frames, however the chunks fall. */
class FrameReader {
    #parts = [];
    #held = 0;
    #wanted = 4;
    /** @throws EngineBug when the stream cannot be ours */
    *push(chunk) {
        this.#parts.push(chunk);
        this.#held += chunk.length;
        while (this.#held >= this.#wanted) {
            const [only] = this.#parts;
            const all = this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts);
            const end = 4 + all.readUInt32BE(0);
            if (end < 6 || end - 4 > LONGEST)
                throw new errors/* EngineBug */.Bp(`worker protocol: a frame of ${end - 4} bytes`);
            const complete = all.length >= end;
            const rest = complete ? all.subarray(end) : all;
            this.#parts.splice(0, this.#parts.length, rest);
            this.#held = rest.length;
            this.#wanted = complete ? 4 : end;
            if (complete)
                yield decode(all.subarray(4, end));
        }
    }
    /** Bytes of a frame that is not complete yet. */
    get pending() {
        return this.#held;
    }
}
function decode(body) {
    switch (body[0]) {
        case MESSAGE:
            try {
                return { kind: 'message', value: JSON.parse(body.toString('utf8', 1)) };
            }
            catch (error) {
                throw new errors/* EngineBug */.Bp('worker protocol: a message that is no JSON', { cause: error });
            }
        case BYTES:
            if (body.length < 6)
                throw new errors/* EngineBug */.Bp('worker protocol: a binary frame without its header');
            return { kind: 'bytes', id: body.readUInt32BE(1), channel: body.readUInt8(5), data: body.subarray(6) };
        default:
            throw new errors/* EngineBug */.Bp(`worker protocol: a frame of unknown kind ${body[0] ?? 'none'}`);
    }
}

;// CONCATENATED MODULE: ./lib/worker/programs.js


/** Where programs lie on a machine whose PATH lacks the administrator's folders, as a user's often does. */
const STANDARD = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
/**
 * Absolute path of an executable.
 *
 * @param path `:`-separated folders that are looked in first
 */
function findProgram(name, path) {
    for (const folder of [...path.split(':').filter((part) => part.startsWith('/')), ...STANDARD]) {
        const file = (0,external_node_path_.join)(folder, name);
        try {
            (0,external_node_fs_.accessSync)(file, external_node_fs_.constants.X_OK);
            if ((0,external_node_fs_.statSync)(file).isFile())
                return file;
        }
        catch {
            // Not in this folder.
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/worker/launch.js




/** util-linux 2.38 has all of these; `--map-auto` is the youngest. */
const NAMESPACES = [
    '--mount',
    '--pid',
    '--cgroup',
    '--fork',
    '--kill-child',
    '--mount-proc',
    '--propagation',
    'private',
];
const MAP_USER = ['--user', '--map-root-user', '--map-auto'];
/**
 * Starts the worker. It leads a session of its own, so that an interrupt from the terminal reaches the client alone, which then
 * ends the worker in order.
 *
 * @throws InfraError when this machine has no way to start it
 */
async function launchWorker(settings) {
    const unshare = findProgram('unshare', settings.path);
    if (process.platform !== 'linux' || unshare === undefined) {
        throw new errors/* InfraError */.Ri('RUN steps need Linux and util-linux: `unshare` was not found', {
            hint: 'A Dockerfile without RUN builds anywhere.',
        });
    }
    const rights = settings.rights ?? (await chooseRights(settings));
    const program = [settings.node, '--max-old-space-size=160', settings.script];
    const sudo = findProgram('sudo', settings.path) ?? 'sudo';
    const [command = '', ...args] = {
        root: [unshare, ...NAMESPACES, ...program],
        sudo: [sudo, '-n', '--', unshare, ...NAMESPACES, ...program],
        'user-namespace': [unshare, ...MAP_USER, ...NAMESPACES, ...program],
    }[rights];
    if (rights === 'user-namespace')
        requireUserNamespaces(settings);
    const child = (0,external_node_child_process_.spawn)(command, args, {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { PATH: settings.path, LC_ALL: 'C' },
        cwd: '/',
        detached: true,
    });
    return { child, rights };
}
async function chooseRights(settings) {
    if (settings.uid === 0)
        return 'root';
    const sudo = findProgram('sudo', settings.path);
    return sudo !== undefined && (await succeeds(sudo, ['-n', 'true'])) ? 'sudo' : 'user-namespace';
}
function succeeds(program, args) {
    return new Promise((resolve) => {
        (0,external_node_child_process_.execFile)(program, args, { env: { LC_ALL: 'C' }, timeout: 10_000 }, (error) => resolve(error === null));
    });
}
/** @throws InfraError that names what the machine lacks */
function requireUserNamespaces(settings) {
    const missing = ['newuidmap', 'newgidmap'].filter((name) => findProgram(name, settings.path) === undefined);
    if (missing.length > 0) {
        throw new errors/* InfraError */.Ri(`RUN steps without root need ${missing.join(' and ')}, which this machine lacks`, {
            hint: `Install them (apt-get install uidmap), or let ${settings.userName} use sudo without a password.`,
        });
    }
    for (const file of ['/etc/subuid', '/etc/subgid']) {
        if (hasRange(file, settings))
            continue;
        throw new errors/* InfraError */.Ri(`RUN steps without root need a range of ids: ${file} has no line for ${settings.userName}`, {
            hint: `Add one as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${settings.userName}`,
        });
    }
}
function hasRange(file, { userName, uid }) {
    const lines = read(file).split('\n');
    return lines.some((line) => line.startsWith(`${userName}:`) || line.startsWith(`${uid}:`));
}
/** Why a worker ended before it said a word. */
function explainSilentEnd(rights, said) {
    const detail = said.trim() === '' ? '' : `: ${said.trim()}`;
    const message = `the worker for RUN steps could not start${detail}`;
    if (rights !== 'user-namespace') {
        return new errors/* InfraError */.Ri(message, {
            hint: 'In a container, run it privileged (--privileged), or at least with CAP_SYS_ADMIN and without seccomp.',
        });
    }
    const closed = [
        ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
        ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
        ['/proc/sys/user/max_user_namespaces', '0'],
    ].find(([file = '', value]) => read(file).trim() === value);
    if (closed === undefined) {
        return new errors/* InfraError */.Ri(message, {
            hint: 'The machine does not let its users make user namespaces; sudo without a password is the other way.',
        });
    }
    const name = closed[0]?.slice('/proc/sys/'.length).replaceAll('/', '.') ?? '';
    const open = closed[1] === '1' ? '0' : name.endsWith('max_user_namespaces') ? '15000' : '1';
    return new errors/* InfraError */.Ri(message, { hint: `${name} is ${closed[1] ?? ''} here. As root: sysctl -w ${name}=${open}` });
}
function read(file) {
    try {
        return (0,external_node_fs_.readFileSync)(file, 'utf8');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./lib/worker/shape.js

function wrong(at, wanted) {
    throw new errors/* EngineBug */.Bp(`worker protocol: ${at} is not ${wanted}`);
}
const shape_text = (value, at) => (typeof value === 'string' ? value : wrong(at, 'a text'));
const integer = (value, at) => typeof value === 'number' && Number.isSafeInteger(value) ? value : wrong(at, 'an integer');
const flag = (value, at) => (typeof value === 'boolean' ? value : wrong(at, 'true or false'));
function oneOf(...words) {
    return (value, at) => words.find((word) => word === value) ?? wrong(at, words.join(' or '));
}
function optional(check) {
    return (value, at) => (value === undefined || value === null ? undefined : check(value, at));
}
function list(check) {
    return (value, at) => Array.isArray(value) ? value.map((item, position) => check(item, `${at}[${position}]`)) : wrong(at, 'a list');
}
function record(fields) {
    return (value, at) => {
        if (typeof value !== 'object' || value === null)
            return wrong(at, 'an object');
        const given = new Map(Object.entries(value));
        const entries = Object.entries(fields).map(([name, check]) => [name, check(given.get(name), `${at}.${name}`)]);
        return Object.fromEntries(entries);
    };
}
/** A discriminated union by the field `type`. */
function variants(cases) {
    return (value, at) => {
        const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
        const check = typeof type === 'string' && Object.hasOwn(cases, type) ? cases[type] : undefined;
        if (check === undefined)
            return wrong(`${at}.type`, `one of ${Object.keys(cases).join(', ')}`);
        return { ...check(value, at), type };
    };
}

;// CONCATENATED MODULE: ./lib/worker/protocol.js



/** Both sides come from the same build; the number guards against a stale bundle. Raise it with every change here. */
const PROTOCOL_VERSION = 2;
/** Channels of binary frames from the worker. Frames to the worker carry an attachment's position instead. */
const STDOUT = 1;
const STDERR = 2;
const digest = (value, at) => {
    const given = shape_text(value, at);
    if (!(0,oci_digest/* isDigest */.Bc)(given))
        throw new errors/* EngineBug */.Bp(`worker protocol: ${at} is no digest`);
    return given;
};
const protocol_layer = record({
    diffId: digest,
    blob: record({ digest, size: integer, mediaType: shape_text }),
});
const owned = { mode: integer, uid: integer, gid: integer };
const mount = variants({
    bind: record({ layers: list(protocol_layer), source: shape_text, target: shape_text, writable: flag }),
    cache: record({
        id: shape_text,
        target: shape_text,
        sharing: oneOf('shared', 'private', 'locked'),
        readonly: flag,
        ...owned,
        source: optional(shape_text),
        variant: optional(shape_text),
        from: optional(record({ layers: list(protocol_layer), source: shape_text })),
    }),
    tmpfs: record({ target: shape_text, size: optional(integer) }),
    /** `content` is the position of the attachment that holds the value. */
    secret: record({ target: shape_text, content: integer, ...owned }),
    ssh: record({ target: shape_text, socket: shape_text, ...owned }),
});
const runRequest = record({
    id: integer,
    layers: list(protocol_layer),
    process: record({
        argv: list(shape_text),
        env: list(shape_text),
        cwd: shape_text,
        user: shape_text,
        /** Position of the attachment with the bytes for standard input. */
        stdin: optional(integer),
    }),
    network: oneOf('host', 'none'),
    mounts: list(mount),
    extraHosts: list(record({ name: shape_text, ip: shape_text })),
    shmSize: optional(integer),
    ulimits: list(record({ name: shape_text, soft: integer, hard: integer })),
    hostname: shape_text,
    /** Where the layer's blob and index are written: files of the store, not yet below their final names. */
    ingest: record({ blobFile: shape_text, indexFile: shape_text }),
});
const clientMessage = variants({
    hello: record({
        version: integer,
        /** Absolute path of the folder below which everything lives. */
        root: shape_text,
        /** Who shall own what is left in the store. */
        owner: record({ uid: integer, gid: integer }),
        runtime: oneOf('auto', 'crun', 'runc', 'builtin'),
        /** `:`-separated folders to look for programs in. */
        path: shape_text,
        unpackers: integer,
    }),
    run: runRequest,
    prepare: record({ id: integer, layers: list(protocol_layer) }),
    /** Answer to `need`: where the blob lies now. */
    blob: record({ id: integer, diffId: digest, blobFile: shape_text, indexFile: optional(shape_text) }),
    /** Answer to `need`: it could not be had; the request fails with the error that the client kept. */
    'no-blob': record({ id: integer, diffId: digest }),
    cancel: record({ id: integer }),
});
const made = record({
    blob: record({ digest, size: integer, mediaType: shape_text }),
    diffId: digest,
    treeDigest: digest,
    uncompressedSize: integer,
});
const workerMessage = variants({
    ready: record({ version: integer, runtime: shape_text }),
    /** A layer has to be unpacked: the worker waits for its blob. */
    need: record({ id: integer, diffId: digest }),
    unpacked: record({ digest, size: integer }),
    warning: record({ message: shape_text, hint: optional(shape_text) }),
    notice: record({ message: shape_text }),
    done: record({ id: integer, made }),
    failed: record({ id: integer, exitCode: integer }),
    prepared: record({ id: integer }),
    error: record({
        id: integer,
        kind: oneOf('user', 'infra', 'bug', 'aborted', 'no-blob'),
        message: shape_text,
        hint: optional(shape_text),
        stack: optional(shape_text),
    }),
    /** The worker cannot start at all. */
    unfit: record({ message: shape_text, hint: optional(shape_text) }),
});

;// CONCATENATED MODULE: ./lib/worker/wire-request.js

function toWireLayer({ diffId, blob }) {
    return { diffId, blob: { digest: blob.digest, size: blob.size, mediaType: blob.mediaType } };
}
/** A request as it travels: bytes (standard input, secrets) go beside the message, by position. */
function toWireRun(id, request, ingest) {
    const attachments = [];
    const attach = (data) => attachments.push(data) - 1;
    const { argv, env, cwd, user, stdin } = request.process;
    const message = {
        type: 'run',
        id,
        layers: request.layers.map(toWireLayer),
        process: { argv, env, cwd, user, stdin: stdin === undefined ? undefined : attach(stdin) },
        network: request.network,
        mounts: request.mounts.map((mount) => toWireMount(mount, attach)),
        extraHosts: request.extraHosts,
        shmSize: request.shmSize,
        ulimits: request.ulimits,
        hostname: request.hostname,
        ingest: { blobFile: ingest.blobFile, indexFile: ingest.indexFile },
    };
    return { message, attachments };
}
function toWireMount(mount, attach) {
    switch (mount.type) {
        case 'bind':
            return { ...mount, layers: mount.layers.map(toWireLayer) };
        case 'cache': {
            const { from, source, variant } = mount;
            const seed = from === undefined ? undefined : { ...from, layers: from.layers.map(toWireLayer) };
            return { ...mount, source, variant, from: seed };
        }
        case 'tmpfs':
            return { type: 'tmpfs', target: mount.target, size: mount.size };
        case 'secret':
            return { ...mount, content: attach(mount.content) };
        case 'ssh':
            return mount;
        default:
            return (0,errors/* unreachable */.HB)(mount);
    }
}

;// CONCATENATED MODULE: ./lib/worker/client.js









/** Milliseconds that an ending worker gets to tidy up. */
const END_PATIENCE = 5000;
const STDERR_KEPT = 4096;
/** Runs steps in the privileged half, which is started with the first of them. */
class WorkerRunner {
    #settings;
    #layers;
    #requests = new Map();
    #started;
    #count = 0;
    #ready;
    constructor(settings, layers) {
        this.#settings = settings;
        this.#layers = layers;
    }
    /** @throws InfraError, UserError; the signal's reason */
    async run(request, output, signal) {
        signal.throwIfAborted();
        const worker = await this.#start();
        const ingest = await this.#layers.newIngest();
        try {
            const result = await this.#runIn(worker, request, ingest, output, signal);
            if (result.kind === 'failed')
                await ingest.discard();
            return result;
        }
        catch (error) {
            await ingest.discard();
            throw error;
        }
    }
    async prepare(layers, signal) {
        if (layers.length === 0)
            return;
        signal.throwIfAborted();
        const worker = await this.#start();
        const id = ++this.#count;
        const reply = this.#expect(id, layers, () => undefined, signal);
        send(worker, { type: 'prepare', id, layers: layers.map(toWireLayer) });
        await reply;
    }
    /** Ends the worker: it kills what runs, and no mount or process stays. */
    async close() {
        // One that could not start said so to whoever asked for it.
        const worker = await this.#started?.catch(() => undefined);
        if (worker === undefined)
            return;
        const { child } = worker;
        if (child.exitCode !== null || child.signalCode !== null)
            return;
        const exited = (0,external_node_events_.once)(child, 'exit');
        child.stdin.end();
        const patience = new AbortController();
        const late = (0,promises_.setTimeout)(END_PATIENCE, undefined, { signal: patience.signal, ref: false }).then(() => child.kill('SIGKILL'), () => undefined);
        await Promise.race([exited, late]);
        patience.abort();
    }
    async #runIn(worker, request, ingest, output, signal) {
        const id = ++this.#count;
        const { message, attachments } = toWireRun(id, request, ingest);
        const layers = [
            ...request.layers,
            ...request.mounts.flatMap((mount) => mount.type === 'bind' ? mount.layers : mount.type === 'cache' ? (mount.from?.layers ?? []) : []),
        ];
        const replied = this.#expect(id, layers, output, signal);
        for (const [position, data] of attachments.entries())
            worker.child.stdin.write(encodeBytes(id, position, data));
        send(worker, message);
        const reply = await replied;
        if (reply.type === 'failed')
            return { kind: 'failed', exitCode: reply.exitCode };
        if (reply.type !== 'done')
            throw new errors/* EngineBug */.Bp(`worker protocol: ${reply.type} in answer to a run`);
        return { kind: 'done', made: { ...reply.made, blobFile: ingest.blobFile, indexFile: ingest.indexFile } };
    }
    #start() {
        this.#started ??= this.#launch().catch((error) => {
            this.#started = undefined;
            throw error;
        });
        return this.#started;
    }
    async #launch() {
        const { root } = this.#settings;
        // Made by the user, so that root does not become the owner of what others must write in.
        for (const name of ['snapshots', 'work', 'cache-mounts'])
            (0,external_node_fs_.mkdirSync)(`${root}/${name}`, { recursive: true });
        const path = await this.#pathWithRuntime();
        const worker = await launchWorker(this.#settings);
        const { child, rights } = worker;
        let said = '';
        let isReady = false;
        child.stderr.on('data', (chunk) => (said = `${said}${chunk.toString()}`.slice(-STDERR_KEPT)));
        child.stdin.on('error', () => undefined);
        const reader = new FrameReader();
        child.stdout.on('data', (chunk) => {
            try {
                for (const frame of reader.push(chunk))
                    this.#receive(worker, frame);
            }
            catch (error) {
                this.#fail(error instanceof Error ? error : new errors/* EngineBug */.Bp(String(error)));
                child.kill('SIGKILL');
            }
        });
        const ready = new Promise((resolve, reject) => {
            this.#ready = { resolve, reject };
        });
        child.on('error', (error) => this.#fail(new errors/* InfraError */.Ri(`cannot start the worker: ${error.message}`, { cause: error })));
        child.on('close', (code, signal) => {
            child.stdin.destroy();
            const end = `the worker ended unexpectedly (${signal ?? `exit code ${code ?? 0}`})`;
            this.#fail(isReady ? new errors/* InfraError */.Ri(said.trim() === '' ? end : `${end}: ${said.trim()}`) : explainSilentEnd(rights, said));
        });
        const owner = (0,external_node_fs_.statSync)(root);
        send(worker, {
            type: 'hello',
            version: PROTOCOL_VERSION,
            root,
            owner: rights === 'user-namespace' ? { uid: 0, gid: 0 } : { uid: owner.uid, gid: owner.gid },
            runtime: this.#settings.runtime ?? 'auto',
            path,
            unpackers: this.#settings.unpackers ?? 2,
        });
        await ready;
        isReady = true;
        return worker;
    }
    async #pathWithRuntime() {
        const { path, fetchRuntime } = this.#settings;
        if (fetchRuntime === undefined || ['crun', 'runc'].some((name) => findProgram(name, path) !== undefined))
            return path;
        const folder = await fetchRuntime();
        return folder === undefined ? path : `${path}:${folder}`;
    }
    /** Everything that waits fails; the next request starts another worker. */
    #fail(error) {
        this.#started = undefined;
        this.#ready?.reject(error);
        for (const request of this.#requests.values())
            request.reject(error);
        this.#requests.clear();
    }
    async #expect(id, layers, output, signal) {
        const blobErrors = new Map();
        const cancel = () => {
            void this.#started?.then((worker) => send(worker, { type: 'cancel', id }));
        };
        signal.addEventListener('abort', cancel, { once: true });
        try {
            const reply = await new Promise((resolve, reject) => {
                const byDiffId = new Map(layers.map((layer) => [layer.diffId, layer]));
                this.#requests.set(id, { layers: byDiffId, signal, output, resolve, reject, blobErrors });
            });
            if (reply.type === 'error')
                throw asError(reply, signal, blobErrors);
            return reply;
        }
        finally {
            signal.removeEventListener('abort', cancel);
            this.#requests.delete(id);
        }
    }
    #receive(worker, frame) {
        if (frame.kind === 'bytes') {
            this.#requests.get(frame.id)?.output(frame.channel === STDOUT ? 'stdout' : 'stderr', frame.data);
            return;
        }
        const { emit } = this.#settings;
        const message = workerMessage(frame.value, 'message');
        switch (message.type) {
            case 'ready':
                if (message.version !== PROTOCOL_VERSION)
                    throw new errors/* EngineBug */.Bp(`the worker speaks protocol ${message.version}`);
                this.#ready?.resolve();
                return;
            case 'unfit':
                this.#ready?.reject(new errors/* InfraError */.Ri(message.message, { hint: message.hint }));
                worker.child.stdin.end();
                return;
            case 'need':
                void this.#deliver(worker, message.id, message.diffId);
                return;
            case 'unpacked':
                emit({
                    type: 'transfer',
                    direction: 'unpack',
                    digest: message.digest,
                    done: message.size,
                    total: message.size,
                });
                return;
            case 'warning':
                emit({
                    type: 'warning',
                    message: message.message,
                    ...(message.hint === undefined ? {} : { hint: message.hint }),
                });
                return;
            case 'notice':
                emit({ type: 'notice', message: message.message });
                return;
            case 'done':
            case 'failed':
            case 'prepared':
            case 'error':
                this.#requests.get(message.id)?.resolve(message);
                return;
            default:
                (0,errors/* unreachable */.HB)(message);
        }
    }
    async #deliver(worker, id, diffId) {
        const request = this.#requests.get(id);
        const layer = request?.layers.get(diffId);
        try {
            if (request === undefined || layer === undefined)
                throw new errors/* EngineBug */.Bp(`the worker asked for ${diffId}`);
            const blobFile = await this.#layers.blobFile(layer, request.signal);
            const indexFile = await this.#settings.indexFile?.(layer);
            send(worker, { type: 'blob', id, diffId, blobFile, indexFile });
        }
        catch (error) {
            request?.blobErrors.set(diffId, error);
            send(worker, { type: 'no-blob', id, diffId });
        }
    }
}
function send(worker, message) {
    worker.child.stdin.write(encodeMessage(message));
}
function asError(reply, signal, blobErrors) {
    if (signal.aborted)
        return signal.reason;
    switch (reply.kind) {
        case 'user':
            return new errors/* UserError */.yo(reply.message, { hint: reply.hint });
        case 'infra':
            return new errors/* InfraError */.Ri(reply.message, { hint: reply.hint });
        case 'no-blob':
            return blobErrors.get(reply.message) ?? new errors/* InfraError */.Ri(`the layer ${reply.message} cannot be had`);
        case 'aborted':
        case 'bug':
            return new errors/* EngineBug */.Bp(`in the worker: ${reply.stack ?? reply.message}`);
        default:
            return (0,errors/* unreachable */.HB)(reply.kind);
    }
}

// EXTERNAL MODULE: ./lib/app/base-resolver.js
var base_resolver = __nccwpck_require__(89);
// EXTERNAL MODULE: ./lib/layer/decompress.js + 2 modules
var decompress = __nccwpck_require__(9710);
// EXTERNAL MODULE: ./lib/layer/index-builder.js
var index_builder = __nccwpck_require__(9199);
// EXTERNAL MODULE: ./lib/layer/layer-entries.js + 1 modules
var layer_entries = __nccwpck_require__(9016);
// EXTERNAL MODULE: ./lib/layer/tar-reader.js + 2 modules
var tar_reader = __nccwpck_require__(863);
// EXTERNAL MODULE: ./lib/layer/tree-digest.js
var tree_digest = __nccwpck_require__(3294);
;// CONCATENATED MODULE: ./lib/layer/layer-reader.js









/** Bytes of a blob file at a time. */
const CHUNK = 256 * 1024;
/**
 * Reads a layer's blob once, from a file or a stream: checks its size, digest and diff id, and makes its index.
 *
 * @throws InfraError when the bytes are not those of `blob`, or are no valid layer; whatever the source or visitor throws
 */
async function readLayer(source, blob, options = {}, visitor) {
    const label = `layer ${blob.digest}`;
    const builder = new index_builder/* IndexBuilder */.k_(label);
    const reader = new tar_reader/* TarReader */.R(new LayerSink(label, builder, visitor), label);
    const diff = (0,external_node_crypto_.createHash)('sha256');
    const input = typeof source === 'string' ? (0,external_node_fs_.createReadStream)(source, { highWaterMark: CHUNK }) : source;
    const checked = new CheckedBlob(input, blob, options.onProgress);
    for await (const chunk of (0,decompress/* decompress */.m)(checked.bytes(), { label, signal: options.signal })) {
        diff.update(chunk);
        reader.write(chunk);
    }
    if (!checked.complete)
        throw new errors/* InfraError */.Ri(`${label} goes on after the end of its compressed data`);
    reader.finish();
    const diffId = (0,oci_digest/* digestOfHex */.z9)(diff.digest('hex'));
    if (options.expectedDiffId !== undefined && diffId !== options.expectedDiffId) {
        throw new errors/* InfraError */.Ri(`${label} has the diff id ${diffId}, and the image config says ${options.expectedDiffId}`);
    }
    const { entries, repeats } = builder.finish();
    return { entries, diffId, treeDigest: (0,tree_digest/* treeDigest */.f)(entries), ...(repeats.size === 0 ? {} : { repeats }) };
}
/** Checks a blob's size and digest while it goes by. */
class CheckedBlob {
    /** Whether the source was read to its end, and was right. */
    complete = false;
    #source;
    #blob;
    #onProgress;
    constructor(source, blob, onProgress) {
        this.#source = source;
        this.#blob = blob;
        this.#onProgress = onProgress;
    }
    async *bytes() {
        const { digest, size } = this.#blob;
        const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(digest));
        let count = 0;
        for await (const chunk of this.#source) {
            hash.update(chunk);
            count += chunk.length;
            if (count > size)
                throw new errors/* InfraError */.Ri(`layer ${digest} is longer than its ${size} bytes`);
            this.#onProgress?.(count);
            yield chunk;
        }
        if (count !== size)
            throw new errors/* InfraError */.Ri(`layer ${digest} has ${count} bytes instead of ${size}`);
        if (hash.digest('hex') !== (0,oci_digest/* digestHex */.sU)(digest))
            throw new errors/* InfraError */.Ri(`layer ${digest} has other content than its digest`);
        this.complete = true;
    }
}
/** From tar members to entries, for the index and the visitor alike. The index comes first: it refuses what is wrong. */
class LayerSink {
    #entries;
    #builder;
    #visitor;
    #open = false;
    constructor(label, builder, visitor) {
        this.#entries = new layer_entries/* LayerEntries */.c(label);
        this.#builder = builder;
        this.#visitor = visitor;
    }
    entry(header) {
        const member = this.#entries.next(header);
        this.#open = member.kind === 'entry';
        if (member.kind === 'entry') {
            this.#builder.entry(member.entry);
            this.#visitor?.entry(member.entry);
        }
        else if (member.kind === 'opaque') {
            this.#builder.opaque(member.path);
            this.#visitor?.opaque(member.path);
        }
    }
    data(chunk) {
        if (!this.#open)
            return;
        this.#builder.data(chunk);
        this.#visitor?.data(chunk);
    }
    end() {
        if (!this.#open)
            return;
        this.#open = false;
        this.#builder.end();
        this.#visitor?.end();
    }
}

;// CONCATENATED MODULE: ./lib/app/layer-provider.js


/** Layers of the local store, and of registries where the store lacks them. Each is fetched and indexed at most once. */
class LayerProvider {
    #content;
    #store;
    #registry;
    #sources = new Map();
    #opens = new Map();
    #fetches = new Map();
    #indexes = new Map();
    constructor(content, store, registry) {
        this.#content = content;
        this.#store = store;
        this.#registry = registry;
    }
    /** Says where a layer's blob can be fetched when it is needed. */
    addSource(layer, source) {
        this.#sources.set(layer.blob.digest, source);
    }
    /** The same for a blob that lies somewhere on this machine. */
    addFile(layer, open) {
        this.#opens.set(layer.blob.digest, open);
    }
    sourceOf(layer) {
        return this.#sources.get(layer.blob.digest);
    }
    /** Diff ids of the layers whose index this build looked into. */
    get indexed() {
        return [...this.#indexes.keys()];
    }
    index(layer, signal) {
        return onceFor(this.#indexes, layer.diffId, async () => {
            const known = await this.#store.indexOf(layer.diffId);
            if (known !== undefined)
                return known;
            const file = await this.blobFile(layer, signal);
            const index = await readLayer(file, layer.blob, { expectedDiffId: layer.diffId, signal });
            await this.#store.putIndex(index);
            return index;
        });
    }
    blobFile(layer, signal) {
        const { digest } = layer.blob;
        return onceFor(this.#fetches, digest, async () => {
            if (!(await this.#content.has(digest)))
                await this.#fetch(layer, signal);
            return this.#content.path(digest);
        });
    }
    async available(layer) {
        const { digest } = layer.blob;
        return this.#sources.has(digest) || this.#opens.has(digest) || (await this.#content.has(digest));
    }
    async take(made) {
        return this.#store.take(made);
    }
    drop(made) {
        return this.#store.drop(made);
    }
    newIngest() {
        return this.#store.newIngest();
    }
    async #fetch(layer, signal) {
        const { blob } = layer;
        const open = this.#opens.get(blob.digest);
        if (open !== undefined) {
            await this.#content.ingest(open(signal), blob, { signal });
            return;
        }
        const source = this.#sources.get(blob.digest);
        if (source === undefined) {
            throw new errors/* InfraError */.Ri(`layer ${blob.digest} is neither in the store nor in a registry that is known to have it`, {
                hint: 'Build once with --no-cache to make it again.',
            });
        }
        await this.#content.ingest(this.#registry.fetchBlob(source, blob, signal), blob, { signal });
    }
}
/** One piece of work a key; a failure is forgotten, so that it can be tried again. */
function onceFor(known, key, work) {
    let result = known.get(key);
    if (result === undefined) {
        result = work();
        known.set(key, result);
        result.catch(() => known.delete(key));
    }
    return result;
}

;// CONCATENATED MODULE: ./lib/app/workshop.js













/** Opens the store and holds it against pruning; nothing else is started or asked yet. */
function openWorkshop(machine, sink) {
    const folder = StoreFolder.open(machine.root);
    const lease = (0,leases/* takeLease */._)(folder);
    const content = new content_store/* ContentStore */.V(folder);
    const store = new LayerStore(folder, content);
    const images = new ImageStore(folder);
    const { proxies } = machine;
    const registry = new RegistryClient({
        userAgent: `layer-build/${version/* VERSION */.x}`,
        credentials: new DockerConfig(machine.dockerConfigDir),
        mirrors: machine.registryMirrors,
        insecureRegistries: machine.insecureRegistries,
        proxies: {
            http: proxies['http_proxy'] ?? proxies['HTTP_PROXY'],
            https: proxies['https_proxy'] ?? proxies['HTTPS_PROXY'],
            none: proxies['no_proxy'] ?? proxies['NO_PROXY'],
        },
        events: sink,
        documents: documentsIn(content),
    });
    const layers = new LayerProvider(content, store, registry);
    const runner = new WorkerRunner({
        root: machine.root,
        node: process.execPath,
        script: machine.workerEntry,
        path: machine.programPath,
        fetchRuntime: machine.fetchRuntime,
        ...currentUser(),
        emit: sink,
        indexFile: (layer) => store.missingIndexFile(layer.diffId),
    }, layers);
    return {
        folder,
        content,
        images,
        registry,
        layers,
        bases: new base_resolver/* BaseResolver */.Y(images, content, registry, layers),
        runner,
        close: async () => {
            await runner.close();
            registry.close();
            lease.release();
        },
    };
}
/** A container may run under an id that no account has. */
function currentUser() {
    const uid = process.getuid?.() ?? 0;
    try {
        return { uid, userName: (0,external_node_os_.userInfo)().username };
    }
    catch {
        return { uid, userName: String(uid) };
    }
}
function documentsIn(content) {
    return {
        find: async (blob) => {
            if (!(await content.has(blob.digest)))
                return undefined;
            return content.read(blob).catch((error) => {
                // Damaged here: the registry has it still.
                if (error instanceof errors/* InfraError */.Ri)
                    return undefined;
                throw error;
            });
        },
        keep: (blob, bytes) => content.ingest([bytes], blob),
    };
}


/***/ }),

/***/ 182:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  p: () => (/* binding */ RecordStore)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./lib/engine/record.js
var record = __nccwpck_require__(33);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __nccwpck_require__(9501);
;// CONCATENATED MODULE: ./lib/cache/record-codec.js

/**
 * Records come back from caches that others can write: whatever does not have the exact shape of a record is none.
 */
function decodeRecord(value) {
    if (!isObject(value) || value['version'] !== 1)
        return undefined;
    const key = record_codec_digest(value['key']);
    const inputs = decodeInputs(value['inputs']);
    const { stage, instruction, durationMs, created } = value;
    if (key === undefined || inputs === undefined)
        return undefined;
    if (typeof stage !== 'string' || typeof instruction !== 'string')
        return undefined;
    if (typeof durationMs !== 'number' || typeof created !== 'string' || Number.isNaN(Date.parse(created)))
        return undefined;
    const base = { version: 1, key, stage, instruction, inputs, durationMs, created };
    if (value['layer'] === undefined)
        return base;
    const layer = decodeLayer(value['layer']);
    return layer === undefined ? undefined : { ...base, layer };
}
function decodeKeptBuild(value) {
    if (!isObject(value))
        return undefined;
    const { steps, unfinished } = value;
    if (!Array.isArray(steps) || !Array.isArray(unfinished))
        return undefined;
    return {
        steps: steps.flatMap((step) => {
            const place = decodeUnfinished(step);
            const key = isObject(step) ? record_codec_digest(step['key']) : undefined;
            return place === undefined || key === undefined ? [] : [{ ...place, key }];
        }),
        unfinished: unfinished.map(decodeUnfinished).filter((step) => step !== undefined),
    };
}
function decodeUnfinished(value) {
    if (!isObject(value))
        return undefined;
    const { stage, instruction } = value;
    return typeof stage === 'string' && typeof instruction === 'string' ? { stage, instruction } : undefined;
}
function decodeLayer(value) {
    if (!isObject(value) || !isObject(value['blob']))
        return undefined;
    const { mediaType, size } = value['blob'];
    const blobDigest = record_codec_digest(value['blob']['digest']);
    const diffId = record_codec_digest(value['diffId']);
    const contentId = record_codec_digest(value['contentId']);
    if (blobDigest === undefined || diffId === undefined || contentId === undefined)
        return undefined;
    if (typeof mediaType !== 'string' || !Number.isSafeInteger(size) || size < 0)
        return undefined;
    return { blob: { mediaType, digest: blobDigest, size: size }, diffId, contentId };
}
function decodeInputs(value) {
    if (!isObject(value))
        return undefined;
    const { operation, command, platform, parent, config, env, args, files } = value;
    if (![operation, command, platform, parent, config].every((field) => typeof field === 'string'))
        return undefined;
    if (!isStrings(env) || !isStrings(args) || !Array.isArray(files))
        return undefined;
    if (!files.every((file) => isStrings(file) && file.length === 2))
        return undefined;
    return value;
}
function record_codec_digest(value) {
    return typeof value === 'string' && (0,digest/* isDigest */.Bc)(value) ? value : undefined;
}
function isStrings(value) {
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./lib/cache/record-store.js






/**
 * Step records in a folder, one file a record: `records/<key>`, `trees/<tree digest>` for the layer that first had a tree,
 * `scopes/<scope>` for the keys of the last build's steps. Files appear by rename, so that concurrent builds see whole
 * records only; one that cannot be read counts as absent.
 */
class RecordStore {
    #folder;
    #scope;
    #keys = new Set();
    #records = new Map();
    /**
     * @param folder absolute path; made when the first record is saved
     * @param scope keeps the explanations of different builds apart
     */
    constructor(folder, scope) {
        this.#folder = folder;
        this.#scope = (0,digest/* digestHex */.sU)((0,digest/* sha256 */.sc)(scope));
    }
    /** The layers that records below `folder` name: what pruning must keep for them. */
    static async layersIn(folder) {
        const trees = external_node_path_.join(folder, 'trees');
        const names = await (0,promises_.readdir)(trees).catch(() => []);
        const layers = await Promise.all(names.map((name) => readChecked(external_node_path_.join(trees, name), decodeLayer)));
        return layers.filter((layer) => layer !== undefined);
    }
    /** The records that this build found or made, and the keys they stand under: what another run of it needs. */
    get used() {
        return { records: [...this.#records.values()], keys: [...this.#keys], scope: this.#scope };
    }
    get #scopeFile() {
        return external_node_path_.join(this.#folder, 'scopes', this.#scope);
    }
    async find(key) {
        const record = await readChecked(this.#recordFile(key), decodeRecord);
        if (record?.key !== key)
            return undefined;
        this.#note(record);
        return record;
    }
    async save(record) {
        this.#note(record);
        await this.#write(this.#recordFile(record.key), record);
        if (record.layer !== undefined)
            await this.#write(this.#treeFile(record.layer.contentId), record.layer);
    }
    async layerWithTree(treeDigest) {
        const layer = await readChecked(this.#treeFile(treeDigest), decodeLayer);
        return layer?.contentId === treeDigest ? layer : undefined;
    }
    async previous() {
        const kept = await readChecked(this.#scopeFile, decodeKeptBuild);
        if (kept === undefined)
            return record/* NO_BUILD */.B;
        const steps = await Promise.all(kept.steps.map(async ({ key, stage, instruction }) => {
            const record = await readChecked(this.#recordFile(key), decodeRecord);
            // A record may have been made by an equal step of another stage.
            return record === undefined ? [] : [{ ...record, stage, instruction }];
        }));
        return { steps: steps.flat(), unfinished: kept.unfinished };
    }
    async savePrevious(build) {
        const steps = build.steps.map(({ key, stage, instruction }) => ({ key, stage, instruction }));
        // Another machine needs the records too, also of steps that this build did not come to.
        for (const { key } of steps)
            this.#keys.add(key);
        const kept = { steps, unfinished: build.unfinished };
        await this.#write(this.#scopeFile, kept);
    }
    #note(record) {
        this.#keys.add(record.key);
        this.#records.set(record.key, record);
    }
    #recordFile(key) {
        return external_node_path_.join(this.#folder, 'records', (0,digest/* digestHex */.sU)(key));
    }
    #treeFile(tree) {
        return external_node_path_.join(this.#folder, 'trees', (0,digest/* digestHex */.sU)(tree));
    }
    async #write(file, value) {
        const folder = external_node_path_.dirname(file);
        await (0,promises_.mkdir)(folder, { recursive: true });
        const temporary = external_node_path_.join(folder, `.${external_node_path_.basename(file)}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
        try {
            await (0,promises_.writeFile)(temporary, JSON.stringify(value), { flag: 'wx' });
            await (0,promises_.rename)(temporary, file);
        }
        catch (error) {
            await (0,promises_.rm)(temporary, { force: true });
            throw error;
        }
    }
}
async function readChecked(file, decode) {
    try {
        return decode(JSON.parse(await (0,promises_.readFile)(file, 'utf8')));
    }
    catch (error) {
        if (error instanceof SyntaxError || error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 1273:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8474);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6760);
/* harmony import */ var _app_file_probe_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(4090);
/* harmony import */ var _report_exit_code_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(8456);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(7121);
/** The command line's entry point: the one place of the CLI that touches the process. */








const controller = new AbortController();
function interrupt(signal) {
    // Whoever presses twice does not want to wait for cleaning up.
    if (controller.signal.aborted)
        process.exit(signal === 'SIGINT' ? 130 : 143);
    controller.abort(new _report_exit_code_js__WEBPACK_IMPORTED_MODULE_6__/* .Interruption */ ._n(signal));
}
process.on('SIGINT', () => interrupt('SIGINT'));
process.on('SIGTERM', () => interrupt('SIGTERM'));
for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
        if (error.code !== 'EPIPE')
            throw error;
        if (!controller.signal.aborted)
            controller.abort(new _report_exit_code_js__WEBPACK_IMPORTED_MODULE_6__/* .Interruption */ ._n('SIGPIPE'));
    });
}
process.exitCode = await (0,_run_js__WEBPACK_IMPORTED_MODULE_7__/* .runCli */ .a)(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    home: (0,node_os__WEBPACK_IMPORTED_MODULE_3__.homedir)(),
    tempDir: (0,node_os__WEBPACK_IMPORTED_MODULE_3__.tmpdir)(),
    files: _app_file_probe_js__WEBPACK_IMPORTED_MODULE_5__/* .DISK */ .K,
    // Of the bundles: dist/cli/index.js and dist/worker/index.js.
    workerEntry: node_path__WEBPACK_IMPORTED_MODULE_4__.join(import.meta.dirname, '../worker/index.js'),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: controller.signal,
    loadBuild: async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 1481))).build,
    loadCheck: async () => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 9707))).check,
    loadImages: () => Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 3215)),
    writeBytes: async (bytes) => {
        if (!process.stdout.write(bytes))
            await (0,node_events__WEBPACK_IMPORTED_MODULE_1__.once)(process.stdout, 'drain');
    },
    writeFile: (path, text) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(path, text),
    now: () => performance.now(),
    every: (milliseconds, callback) => {
        const timer = setInterval(callback, milliseconds);
        return () => clearInterval(timer);
    },
    newToken: node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID,
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 7121:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  a: () => (/* binding */ runCli)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/report/exit-code.js
var exit_code = __nccwpck_require__(8456);
// EXTERNAL MODULE: ./lib/report/version.js
var version = __nccwpck_require__(8882);
;// CONCATENATED MODULE: ./lib/report/render-error.js


/** `file:line[:column]`, the form that editors and terminals make a link of. */
function formatLocation(location) {
    const column = location.column === undefined ? '' : `:${location.column}`;
    return `${location.file}:${location.line}${column}`;
}
/**
 * An error as text for people, several lines, the last one ended. What the user can do something about has no stack;
 * everything that is not one of our own errors is shown as a bug, with its stack.
 *
 * @param lastOutput lines that the failed step printed last
 */
function renderError(error, lastOutput = []) {
    if (error instanceof errors/* UserError */.yo)
        return renderUserError(error, lastOutput);
    if (error instanceof errors/* InfraError */.Ri)
        return renderInfraError(error);
    return renderBug(error);
}
function renderUserError(error, lastOutput) {
    const lines = [`ERROR: ${error.message}`];
    if (error.location !== undefined)
        lines.push(`  at ${formatLocation(error.location)}`);
    if (error.excerpt !== undefined && error.excerpt !== '') {
        lines.push('', ...error.excerpt
            .replace(/\n+$/, '')
            .split('\n')
            .map((line) => `  ${line}`.trimEnd()), '');
    }
    if (lastOutput.length > 0)
        lines.push('  Last output:', ...lastOutput.map((line) => `  | ${line}`), '');
    if (error.hint !== undefined)
        lines.push(`  Hint: ${error.hint}`);
    return finish(lines);
}
function renderInfraError(error) {
    const lines = [`ERROR: ${error.message}`];
    if (error.url !== undefined)
        lines.push(`  address: ${error.url}`);
    if (error.attempts > 1)
        lines.push(`  tried ${error.attempts} times`);
    for (const cause of causes(error))
        lines.push(`  because: ${cause}`);
    if (error.hint !== undefined)
        lines.push(`  Hint: ${error.hint}`);
    else if (error.retryable)
        lines.push('  Hint: this is often passing; run the build again.');
    return finish(lines);
}
function renderBug(error) {
    const what = error instanceof errors/* EngineBug */.Bp ? 'an invariant of the engine broke' : 'an unexpected error';
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const lines = [
        `ERROR: this is a bug in layer-build ${version/* VERSION */.x} (${what})`,
        ...stack.split('\n').map((line) => `  ${line}`),
    ];
    if (error instanceof Error)
        for (const cause of causes(error))
            lines.push(`  because: ${cause}`);
    lines.push(`  Node ${process.version}, ${process.platform} ${process.arch}. Please report it with these lines.`);
    return finish(lines);
}
/** Messages of the chain of causes, each once. */
function causes(error) {
    const messages = [];
    let cause = error.cause;
    while (cause instanceof Error && messages.length < 8) {
        if (cause.message !== '' && !error.message.includes(cause.message) && !messages.includes(cause.message)) {
            messages.push(cause.message);
        }
        cause = cause.cause;
    }
    return messages;
}
function finish(lines) {
    return `${lines.join('\n').replace(/\n+$/, '')}\n`;
}

;// CONCATENATED MODULE: ./lib/report/one-line.js
/**
 * Text of others (file names, instructions, messages) for a place that holds one line: control characters and the marks
 * that turn the direction of writing become visible escapes, so the text can neither break out of its line nor hide in it.
 */
function oneLine(text) {
    return text.replace(UNSEEN, (character) => {
        if (character === '\n')
            return '\\n';
        if (character === '\r')
            return '\\r';
        if (character === '\t')
            return ' ';
        const code = character.codePointAt(0) ?? 0;
        return `\\u{${code.toString(16)}}`;
    });
}
const UNSEEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** At most `limit` characters of `text`, an ellipsis included; never half of a surrogate pair. */
function shorten(text, limit) {
    if (text.length <= limit)
        return text;
    return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

;// CONCATENATED MODULE: ./lib/report/step-frame.js

/** A log that only people and grep read. */
const PLAIN_FRAME = {
    begin: (title) => `${title}\n`,
    end: () => '',
    openUntrusted: () => '',
    closeUntrusted: () => '',
    inline: oneLine,
};
/**
 * A log that GitHub's runner reads for workflow commands: a group a step, and what others wrote is put between
 * `stop-commands` and its token, which only the runner and we know. Masks go on working there.
 *
 * @param newToken an unguessable word, a new one each call
 */
function githubFrame(newToken) {
    let token = '';
    const inline = (text) => 
    // The runner finds `##[command]` anywhere in a line, and `::command::` at its start.
    oneLine(text).replaceAll('##[', '##\\[');
    return {
        begin: (title) => `::group::${oneLine(title).replaceAll('%', '%25')}\n`,
        end: () => '::endgroup::\n',
        openUntrusted: () => {
            token = newToken();
            return `::stop-commands::${token}\n`;
        },
        closeUntrusted: () => `::${token}::\n`,
        inline,
    };
}
/** Lines of others, such as an error that quotes a step's output, with every workflow command in them made plain text. */
function disarmCommands(text) {
    return text.replaceAll('##[', '##\\[').replace(/(^|[\n\r])(\s*):(?=:)/g, '$1$2:\\');
}

;// CONCATENATED MODULE: ./lib/report/terminal-text.js
/** Longest sequence that is held back to see its end; a longer one is no sequence that a terminal knows. */
const LONGEST = 64;
/**
 * Makes a program's output, which comes in chunks of any bytes, into text that is safe to print: UTF-8 is decoded across
 * the borders of chunks (broken bytes become U+FFFD), and control sequences (ECMA-48) are dropped but for those asked for.
 * Line breaks, carriage returns and tabs stay. Holds a few characters at most, however long a line is.
 */
class TerminalText {
    #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    #keep;
    #held = '';
    /** Inside a string sequence (title, clipboard …), which ends with BEL or ST and may be of any length. */
    #inString = false;
    constructor(keep) {
        this.#keep = keep;
    }
    push(bytes) {
        return this.#filter(this.#decoder.decode(bytes, { stream: true }), false);
    }
    /** What was held back, at the end of the output. */
    end() {
        return this.#filter(this.#decoder.decode(), true);
    }
    #filter(chunk, last) {
        let text = this.#held + chunk;
        this.#held = '';
        let clean = '';
        while (text !== '') {
            if (this.#inString) {
                text = this.#skipString(text);
                continue;
            }
            const start = text.search(ESCAPES);
            if (start < 0)
                return clean + printable(text);
            clean += printable(text.slice(0, start));
            text = text.slice(start);
            const sequence = SEQUENCE.exec(text)?.[0];
            if (sequence !== undefined) {
                if (STRING_START.test(sequence))
                    this.#inString = true;
                else if (this.#keep === 'colours' && COLOUR.test(sequence))
                    clean += sequence;
                text = text.slice(sequence.length);
            }
            else if (!last && text.length < LONGEST && UNFINISHED.test(text)) {
                this.#held = text;
                return clean;
            }
            else
                text = text.slice(1);
        }
        return clean;
    }
    #skipString(text) {
        const end = STRING_END.exec(text);
        if (end !== null) {
            this.#inString = false;
            return text.slice(end.index + end[0].length);
        }
        // A line break never belongs to such a string: what follows is output again, so nothing can swallow the log.
        const line = text.search(/[\n\r]/);
        if (line >= 0) {
            this.#inString = false;
            return text.slice(line);
        }
        if (text.endsWith('\u001b'))
            this.#held = '\u001b';
        return '';
    }
}
/* eslint-disable no-control-regex -- control characters are what this file is about */
const ESCAPES = /[\u001b\u009b\u0090\u009d\u009e\u009f\u0098]/;
/** CSI, the start of a string (OSC, DCS, PM, APC, SOS), or a two-character escape; each as ESC + letter or as one C1 code. */
const SEQUENCE = /^(?:(?:\u001b\[|\u009b)[0-?]{0,48}[ -/]{0,8}[@-~]|\u001b[PX\]^_]|[\u0090\u009d\u009e\u009f\u0098]|\u001b[ -/]{0,8}[0-OQ-WYZ\\`-~])/;
const STRING_START = /^(?:\u001b[PX\]^_]|[\u0090\u009d\u009e\u009f\u0098])/;
const STRING_END = /\u0007|\u001b\\|\u009c/;
const COLOUR = /^\u001b\[[0-9;:]*m$/;
const UNFINISHED = /^(?:\u001b|(?:\u001b\[|\u009b)[0-?]*[ -/]*|\u001b[ -/]*)$/;
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/* eslint-enable no-control-regex */
function printable(text) {
    return text.replace(UNPRINTABLE, '');
}

;// CONCATENATED MODULE: ./lib/report/last-lines.js

/** Characters kept of one line: more than any terminal is wide. */
const LINE_LIMIT = 1000;
/** The last lines of a step's output as a terminal would show them; a carriage return starts its line anew. */
class LastLines {
    #count;
    #texts = { stdout: new TerminalText('none'), stderr: new TerminalText('none') };
    #done = [];
    #open = '';
    /** A carriage return was read: the next character starts the line anew, unless it ends the line. */
    #returned = false;
    constructor(count) {
        this.#count = count;
    }
    push(stream, data) {
        const parts = this.#texts[stream].push(data).split(/(\n|\r)/);
        for (const part of parts) {
            if (part === '\n') {
                this.#done.push(this.#open);
                this.#open = '';
                this.#returned = false;
                if (this.#done.length > this.#count)
                    this.#done.shift();
            }
            else if (part === '\r')
                this.#returned = true;
            else if (part !== '') {
                const before = this.#returned ? '' : this.#open;
                this.#open = (before + part.slice(0, LINE_LIMIT)).slice(0, LINE_LIMIT);
                this.#returned = false;
            }
        }
    }
    lines() {
        const all = this.#open === '' ? this.#done : [...this.#done, this.#open];
        return all.slice(-this.#count).map((line) => line.replaceAll('\t', '  '));
    }
}

;// CONCATENATED MODULE: ./lib/report/failed-output.js

/** Lines of output that a message about a failed step quotes. */
const QUOTED = 15;
/** Remembers how the output of the step that failed ended, for messages that are read without the log. */
class FailedOutput {
    #running = new Map();
    #failed = [];
    sink = (event) => {
        if (event.type === 'step-output') {
            const output = this.#running.get(event.step) ?? new LastLines(QUOTED);
            this.#running.set(event.step, output);
            output.push(event.stream, event.data);
        }
        else if (event.type === 'step-finished')
            this.#running.delete(event.step);
        else if (event.type === 'step-failed')
            this.#failed = this.#running.get(event.step)?.lines() ?? [];
    };
    /** Without control characters; empty when no step failed, or it printed nothing. */
    lines() {
        return this.#failed;
    }
}

;// CONCATENATED MODULE: ./lib/report/metadata.js
/** The keys that buildx writes to `--metadata-file`, and docker/build-push-action gives as its output `metadata`. */
function buildMetadata(image) {
    return {
        'containerimage.config.digest': image.imageId,
        'containerimage.descriptor': image.descriptor,
        'containerimage.digest': image.digest,
        ...(image.tags.length > 0 && { 'image.name': image.tags.join(',') }),
    };
}

;// CONCATENATED MODULE: ./lib/report/console-json.js

/**
 * Events as JSON lines: `docs/events.md` describes them for readers.
 */
class JsonConsole {
    #write;
    constructor(write) {
        this.#write = write;
    }
    sink = (event) => {
        this.#write(`${JSON.stringify(eventDocument(event))}\n`);
    };
}
function eventDocument(event) {
    if (event.type === 'step-output') {
        const { data, ...rest } = event;
        return { ...rest, ...outputFields(data) };
    }
    if (event.type === 'step-failed')
        return { ...event, error: errorDocument(event.error) };
    return event;
}
/** Text where the bytes are UTF-8 by themselves, else base64: a chunk may end within a character. */
function outputFields(data) {
    try {
        return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data) };
    }
    catch {
        return { base64: Buffer.from(data).toString('base64') };
    }
}
/** An error as data. Stacks stay out: they are for the console. */
function errorDocument(error) {
    if (!(error instanceof Error))
        return { name: 'Error', message: String(error) };
    return {
        name: error.name,
        message: error.message,
        ...(error instanceof errors/* UserError */.yo && {
            ...(error.location !== undefined && { location: error.location }),
            ...(error.excerpt !== undefined && { excerpt: error.excerpt }),
            ...(error.hint !== undefined && { hint: error.hint }),
        }),
        ...(error instanceof errors/* InfraError */.Ri && {
            retryable: error.retryable,
            ...(error.hint !== undefined && { hint: error.hint }),
        }),
    };
}

;// CONCATENATED MODULE: ./lib/report/report-json.js

/** Warnings kept, so that a report stays small whatever the build says. */
const WARNINGS = 100;
/** Collects events into a {@link Report}, at any moment of a build. */
class ReportBuilder {
    #sections = [];
    #warnings = [];
    #image;
    #dockerfile;
    #durationMs;
    #finishedWell;
    sink = (event) => {
        const section = this.#sections.at(-1);
        switch (event.type) {
            case 'plan':
                // A build for several platforms plans once for each.
                this.#sections.push({ plan: event.steps, results: new Map(), reasons: new Map() });
                this.#dockerfile ??= event.dockerfile;
                break;
            case 'step-running':
                section?.reasons.set(event.step, event.reason);
                break;
            case 'step-finished': {
                const info = stepOf(section, event.step);
                if (info !== undefined)
                    section?.results.set(event.step, { ...info, ...event.outcome });
                break;
            }
            case 'step-failed': {
                const info = stepOf(section, event.step);
                const reason = section?.reasons.get(event.step) ?? 'failed before it ran';
                if (info !== undefined) {
                    const result = { ...info, status: 'miss', reason, durationMs: event.durationMs, failed: true };
                    section?.results.set(event.step, result);
                }
                break;
            }
            case 'warning':
                if (this.#warnings.length < WARNINGS) {
                    const { type, hint, ...warning } = event;
                    this.#warnings.push(warning);
                }
                break;
            case 'image':
                this.#image = { digest: event.digest, imageId: event.imageId, tags: event.tags };
                break;
            case 'build-finished':
                this.#durationMs = event.durationMs;
                this.#finishedWell = event.ok;
                break;
            case 'step-started':
            case 'step-output':
            case 'transfer':
            case 'notice':
                break;
        }
    };
    /** @param error what the build threw, if it did */
    report(error) {
        const steps = this.#sections.flatMap((section) => [...section.results.values()].sort((left, right) => left.number - right.number));
        return {
            version: 1,
            ok: error === undefined && this.#finishedWell !== false,
            ...(this.#image !== undefined && { image: this.#image }),
            ...(this.#dockerfile !== undefined && { dockerfile: this.#dockerfile }),
            ...(this.#durationMs !== undefined && { durationMs: this.#durationMs }),
            steps,
            warnings: this.#warnings,
            ...(error !== undefined && { error: errorDocument(error) }),
        };
    }
}
function stepOf(section, number) {
    return section?.plan.find((step) => step.number === number);
}
/** How many steps came from the cache, and how many did not. */
function countSteps(report) {
    const hits = report.steps.filter((step) => step.status === 'hit').length;
    return { hits, misses: report.steps.length - hits };
}

;// CONCATENATED MODULE: ./lib/cli/build-flags.js
/** Flags that every verb has. */
const COMMON_FLAGS = [
    { name: 'root', kind: 'string', value: 'DIR', help: 'folder that everything is kept in (LAYER_BUILD_ROOT)' },
    {
        name: 'registry-mirror',
        kind: 'list',
        value: 'URL',
        help: 'registry that is asked first for images of docker.io; repeatable',
    },
    { name: 'insecure-registry', kind: 'list', value: 'HOST', help: 'registry that may be spoken to in plain HTTP' },
    { name: 'help', short: 'h', kind: 'boolean', help: 'show this text' },
];
/** Flags of `build`, with the names and meaning of `docker buildx build`. */
const BUILD_FLAGS = [
    { name: 'file', short: 'f', kind: 'string', value: 'FILE', help: 'the Dockerfile (default: CONTEXT/Dockerfile)' },
    {
        name: 'tag',
        short: 't',
        kind: 'list',
        value: 'NAME',
        help: 'name of the image, [registry/]repository[:tag]; repeatable',
    },
    { name: 'target', kind: 'string', value: 'STAGE', help: 'stage to build, by name or number' },
    { name: 'build-arg', kind: 'list', value: 'K=V', help: 'value of an ARG; K alone takes it from the environment' },
    { name: 'label', kind: 'list', value: 'K=V', help: 'label of the image' },
    { name: 'platform', kind: 'list', value: 'LIST', help: 'platforms to build for, e.g. linux/amd64,linux/arm64' },
    { name: 'no-cache', kind: 'boolean', help: 'run every step, whatever the cache holds' },
    { name: 'push', kind: 'boolean', help: 'push the image under its tags; short for --output type=registry' },
    {
        name: 'output',
        short: 'o',
        kind: 'list',
        value: 'SPEC',
        help: 'type=oci,dest=PATH[,tar=false], type=docker,dest=FILE or type=registry; repeatable',
    },
    { name: 'network', kind: 'string', value: 'MODE', help: 'network of RUN: host (default) or none' },
    { name: 'add-host', kind: 'list', value: 'NAME:IP', help: 'further line of /etc/hosts in RUN' },
    { name: 'shm-size', kind: 'string', value: 'SIZE', help: 'size of /dev/shm in RUN, e.g. 64m' },
    { name: 'ulimit', kind: 'list', value: 'N=S[:H]', help: 'resource limit in RUN, e.g. nofile=1024:2048' },
    { name: 'build-context', kind: 'list', value: 'N=PATH', help: 'further named context' },
    {
        name: 'secret',
        kind: 'list',
        value: 'SPEC',
        help: 'secret for RUN --mount=type=secret: id=NAME,src=FILE or id=NAME,env=VAR',
    },
    {
        name: 'ssh',
        kind: 'list',
        value: 'ID[=SOCKET]',
        help: 'agent for RUN --mount=type=ssh; default is that of SSH_AUTH_SOCK',
    },
    { name: 'allow', kind: 'list', value: 'NAME', help: 'entitlement; network.host is known, and always allowed' },
    { name: 'progress', kind: 'string', value: 'KIND', help: 'auto (default), plain, tty, json or quiet' },
    { name: 'quiet', short: 'q', kind: 'boolean', help: 'print nothing but the image id' },
    { name: 'report', kind: 'string', value: 'FILE', help: 'write what became of every step, and why, as JSON' },
    { name: 'iidfile', kind: 'string', value: 'FILE', help: 'write the image id' },
    { name: 'metadata-file', kind: 'string', value: 'FILE', help: "write the image's digests and names as JSON" },
    {
        name: 'save-failed',
        kind: 'string',
        value: 'TAG',
        help: 'when a step fails, keep the image before it under this name',
    },
    {
        name: 'call',
        kind: 'string',
        value: 'WHAT',
        help: 'build (default), or check[,format=json]: look for mistakes in the Dockerfile and build nothing',
    },
    { name: 'check', kind: 'boolean', help: 'short for --call=check' },
    ...COMMON_FLAGS,
    { name: 'builder', kind: 'string', foreign: 'ignored', help: 'there are no builders to choose from' },
    { name: 'cache-from', kind: 'list', foreign: 'ignored', help: 'the cache is kept below --root' },
    { name: 'cache-to', kind: 'list', foreign: 'ignored', help: 'the cache is kept below --root' },
    { name: 'compress', kind: 'boolean', foreign: 'ignored', help: 'the context is read where it is' },
    { name: 'force-rm', kind: 'boolean', foreign: 'ignored', help: 'there are no intermediate containers' },
    { name: 'rm', kind: 'boolean', foreign: 'ignored', help: 'there are no intermediate containers' },
    { name: 'provenance', kind: 'string', foreign: 'ignored', help: 'no attestation is made' },
    { name: 'sbom', kind: 'string', foreign: 'ignored', help: 'no attestation is made' },
    { name: 'pull', kind: 'boolean', foreign: 'ignored', help: 'base images are looked up as without it' },
    {
        name: 'load',
        kind: 'boolean',
        foreign: 'refused',
        help: 'write -o type=docker,dest=image.tar, then: docker load -i image.tar',
    },
    { name: 'annotation', kind: 'list', foreign: 'refused', help: 'annotations cannot be set yet; use --label' },
    { name: 'attest', kind: 'list', foreign: 'refused', help: 'attestations cannot be made yet' },
    { name: 'cgroup-parent', kind: 'string', foreign: 'refused', help: "RUN has this process's own cgroup" },
    { name: 'no-cache-filter', kind: 'list', foreign: 'refused', help: 'use --no-cache, which is for all stages' },
    { name: 'squash', kind: 'boolean', foreign: 'refused', help: 'use a stage and COPY --from' },
];

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./lib/app/csv.js

/**
 * Records of comma-separated fields, a record a line; empty lines are left out. A quoted field may hold commas and line
 * breaks, and `""` in it stands for one quote.
 *
 * @throws UserError when a quote is not closed, or (strict) stands where none may
 */
function csvRecords(text, quotes) {
    const records = [];
    let record = [];
    let field = '';
    let quoted = false;
    let wasQuoted = false;
    const endField = () => {
        record.push(field);
        field = '';
        wasQuoted = false;
    };
    const endRecord = () => {
        const empty = record.length === 0 && field === '' && !wasQuoted;
        if (!empty) {
            endField();
            records.push(record);
        }
        record = [];
    };
    for (let at = 0; at < text.length; at += 1) {
        const character = text.charAt(at);
        const next = text.charAt(at + 1);
        if (quoted) {
            if (character !== '"')
                field += character;
            else if (next === '"') {
                field += '"';
                at += 1;
            }
            else {
                quoted = false;
                wasQuoted = true;
                if (next !== '' && next !== ',' && next !== '\n' && next !== '\r') {
                    if (quotes === 'strict')
                        throw strayQuote(text);
                    field = `"${field}"`;
                }
            }
        }
        else if (character === '"' && quotes !== 'none') {
            if (field === '' && !wasQuoted)
                quoted = true;
            else if (quotes === 'strict')
                throw strayQuote(text);
            else
                field += character;
        }
        else if (character === ',')
            endField();
        else if (character === '\n')
            endRecord();
        else if (character === '\r') {
            if (next === '\n')
                at += 1;
            endRecord();
        }
        else
            field += character;
    }
    if (quoted)
        throw new errors/* UserError */.yo(`a quote is not closed in ${JSON.stringify(text.slice(0, 200))}`);
    endRecord();
    return records;
}
/** The fields of one flag's value, such as `type=oci,dest=image.tar`. */
function csvFields(value) {
    return csvRecords(value, 'strict').flat();
}
function strayQuote(text) {
    return new errors/* UserError */.yo(`stray quote in ${JSON.stringify(text.slice(0, 200))}`, {
        hint: 'Quote a whole field, and double the quotes in it: "key=say ""hello""".',
    });
}

;// CONCATENATED MODULE: ./lib/app/call-spec.js


/**
 * `--call` and the input `call`: `build`, or `check[,format=json][,ignorestatus=true]`; `lint` is the old name of `check`.
 *
 * @throws UserError that names `where`
 */
function parseCall(where, text) {
    if (text === '')
        return { kind: 'build' };
    let name;
    let format = 'text';
    let ignoreStatus = false;
    for (const field of csvFields(text)) {
        const [key, value] = splitField(field);
        if (value === undefined && name === undefined)
            name = key;
        else if (key === 'format' && value !== undefined)
            format = value === 'json' ? 'json' : 'text';
        else if (key === 'ignorestatus' && /^(?:true|false|1|0)$/.test(value ?? '')) {
            ignoreStatus = value === 'true' || value === '1';
        }
        else {
            throw new errors/* UserError */.yo(`${where}: invalid field ${JSON.stringify(field)}`, {
                hint: 'Write check, with ,format=json or ,ignorestatus=true where you want it.',
            });
        }
    }
    if (name === 'build')
        return { kind: 'build' };
    if (name === 'check' || name === 'lint')
        return { kind: 'check', format, ignoreStatus };
    throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(name ?? text)} is not supported`, {
        hint: 'A Dockerfile can be built (build) or checked (check).',
    });
}
function splitField(field) {
    const equals = field.indexOf('=');
    return equals < 0 ? [field, undefined] : [field.slice(0, equals), field.slice(equals + 1)];
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
// EXTERNAL MODULE: ./lib/dockerfile/git-address.js
var git_address = __nccwpck_require__(4799);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __nccwpck_require__(9501);
;// CONCATENATED MODULE: ./lib/app/context-spec.js




const IMAGE = 'docker-image://';
const LAYOUT = 'oci-layout://';
/**
 * Reads a context's value as `docker buildx build` does; relative paths stand in `cwd`.
 *
 * @throws UserError for a scheme that is not known
 */
function parseContextSpec(text, cwd) {
    if (text.startsWith(IMAGE))
        return { kind: 'image', reference: text.slice(IMAGE.length) };
    if (text.startsWith(LAYOUT))
        return parseLayout(text.slice(LAYOUT.length), cwd);
    const git = (0,git_address/* parseGitContext */.X)(text);
    if (git !== undefined)
        return { kind: 'git', address: git };
    if (/^https?:\/\//.test(text))
        return { kind: 'download', url: text };
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
    if (scheme !== undefined) {
        throw new errors/* UserError */.yo(`unsupported context source ${JSON.stringify(text)}`, {
            hint: `Write a folder, ${IMAGE}IMAGE, ${LAYOUT}FOLDER, or the address of a git repository or a file.`,
        });
    }
    return { kind: 'directory', path: external_node_path_.resolve(cwd, text) };
}
/** `FOLDER[:TAG][@DIGEST]` (buildx, `util/ocilayout`). */
function parseLayout(text, cwd) {
    const at = text.lastIndexOf('@');
    const digest = text.slice(at + 1);
    const named = at >= 0 && (0,oci_digest/* isDigest */.Bc)(digest) ? text.slice(0, at) : text;
    const colon = named.lastIndexOf(':');
    const tag = /^:(\w[\w.-]{0,127})$/.exec(colon < 0 ? '' : named.slice(colon))?.[1];
    return {
        kind: 'layout',
        directory: external_node_path_.resolve(cwd, tag === undefined ? named : named.slice(0, colon)),
        ...(tag === undefined ? {} : { tag }),
        ...(named !== text && (0,oci_digest/* isDigest */.Bc)(digest) ? { digest } : {}),
    };
}

;// CONCATENATED MODULE: ./lib/app/option-values.js
/**
 * The text forms of build options that the command line and the Action share. `where` names the flag or input in errors.
 */




/** `K=V` pairs; a later one replaces an earlier. `fallback` gives the value of a lone `K`, or `undefined` to leave it out. */
function parseKeyValues(where, values, fallback) {
    const pairs = new Map();
    for (const text of values) {
        const equals = text.indexOf('=');
        const key = equals < 0 ? text : text.slice(0, equals);
        if (key === '') {
            throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} has no name before the "="`, { hint: 'Write KEY=VALUE.' });
        }
        const value = equals < 0 ? fallback(key) : text.slice(equals + 1);
        if (value !== undefined)
            pairs.set(key, value);
    }
    return Object.fromEntries(pairs);
}
/** `default` and `host` are one thing here: RUN uses the host's network. */
function parseNetwork(where, text) {
    switch (text) {
        case '':
        case 'default':
        case 'host':
            return 'host';
        case 'none':
            return 'none';
        default:
            throw new errors/* UserError */.yo(`${where}: unknown network mode ${JSON.stringify(text)}`, {
                hint: 'Use host, none or default (which is host).',
            });
    }
}
/** `name:ip` or `name=ip`, IPv6 addresses with or without brackets; several in one value are separated by commas. */
function parseExtraHosts(where, values) {
    return values.flatMap((value) => value.split(',').map((text) => parseExtraHost(where, text.trim())));
}
function parseExtraHost(where, text) {
    const separator = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
    const name = text.slice(0, Math.max(separator, 0));
    const address = text.slice(separator + 1).replace(/^\[(.*)\]$/, '$1');
    // RUN shares the host's network, so the host is reached at its own loopback address.
    const ip = address === 'host-gateway' ? '127.0.0.1' : address;
    if (separator < 0 || !/^[A-Za-z0-9_.-]+$/.test(name) || (0,external_node_net_.isIP)(ip) === 0) {
        throw new errors/* UserError */.yo(`${where}: invalid host ${JSON.stringify(text)}`, {
            hint: 'Write NAME:ADDRESS, e.g. db:10.1.2.3.',
        });
    }
    return { name, ip };
}
const SIZE = /^(\d+(?:\.\d*)?|\.\d+) ?(?:b|([kmgtp])(?:i?b)?)?$/i;
/** Bytes of a size such as `64m`, `1.5GiB` or `67108864`; units are powers of 1024 and their case does not matter. */
function parseByteSize(where, text) {
    const match = SIZE.exec(text.trim());
    const bytes = match === null ? NaN : Math.floor(Number(match[1]) * 1024 ** unitPower(match[2]));
    if (!Number.isSafeInteger(bytes)) {
        throw new errors/* UserError */.yo(`${where}: invalid size ${JSON.stringify(text)}`, { hint: 'Write a size such as 64m or 2g.' });
    }
    return bytes;
}
function unitPower(unit) {
    return unit === undefined ? 0 : 'kmgtp'.indexOf(unit.toLowerCase()) + 1;
}
/** The resources that Docker lets a build limit. */
const ULIMITS = new Set('core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' '));
/** `name=soft[:hard]`; hard is soft where it is not given. */
function parseUlimit(where, text) {
    const match = /^([a-z]+)=(-1|\d+)(?::(-1|\d+))?$/.exec(text);
    const name = match?.[1] ?? '';
    const soft = Number(match?.[2]);
    const hard = Number(match?.[3] ?? match?.[2]);
    if (!ULIMITS.has(name) || !Number.isSafeInteger(soft) || !Number.isSafeInteger(hard)) {
        throw new errors/* UserError */.yo(`${where}: invalid limit ${JSON.stringify(text)}`, {
            hint: `Write NAME=SOFT[:HARD], e.g. nofile=1024:2048. Names: ${[...ULIMITS].join(', ')}.`,
        });
    }
    if (hard !== -1 && (soft === -1 || soft > hard)) {
        throw new errors/* UserError */.yo(`${where}: in ${JSON.stringify(text)} the soft limit is above the hard one`);
    }
    return { name, soft, hard };
}
/** A comma list a value, and several values; blanks and repetitions are dropped. */
function parsePlatformList(values) {
    const names = values.flatMap((value) => value.split(',')).map((name) => name.trim());
    return [...new Set(names.filter((name) => name !== ''))];
}
/** `NAME=SOURCE`; a later one of a name replaces an earlier. */
function parseBuildContexts(where, values, cwd) {
    const contexts = Object.entries(parseKeyValues(where, values, () => ''));
    return Object.fromEntries(contexts.map(([name, value]) => {
        if (value === '') {
            throw new errors/* UserError */.yo(`${where}: context ${JSON.stringify(name)} has no value`, {
                hint: 'Write NAME=FOLDER, or NAME=docker-image://IMAGE.',
            });
        }
        return [name, parseContextSpec(value, cwd)];
    }));
}
/** Entitlements: the one that is a default here is accepted, others are refused rather than ignored. */
function checkEntitlements(where, values) {
    for (const name of values.flatMap((value) => csvFields(value))) {
        if (name === 'network.host')
            continue;
        throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(name)} cannot be allowed`, {
            hint: 'Only network.host is known, and it is allowed without being asked for.',
        });
    }
}
/** @throws UserError unless every address is a plain http or https base URL, as in Docker's daemon.json */
function checkRegistryMirrors(where, values) {
    return values.map((text) => {
        const url = URL.canParse(text) ? new URL(text) : undefined;
        const plain = url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
        if (!plain || url.username !== '' || url.password !== '') {
            throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} is no address of a mirror`, {
                hint: 'Write its base URL, e.g. https://mirror.example.com or http://127.0.0.1:5000.',
            });
        }
        return text.replace(/\/+$/, '');
    });
}

;// CONCATENATED MODULE: ./lib/app/output-spec.js



/**
 * One `-o`, in buildx's syntax: `type=oci|docker,dest=PATH[,tar=BOOL]`, `type=registry`, `type=image[,push=BOOL]`. As in
 * buildx an OCI output is one tar file unless `tar=false`; besides, a `dest` that ends in a slash or is a folder already
 * means a layout directory.
 *
 * @throws UserError for another type, an unknown key, or a value that does not fit
 */
function parseOutput(where, text, values, place) {
    const type = values.get('type');
    switch (type) {
        case undefined:
        case '':
            throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} has no type`, { hint: TYPES });
        case 'oci':
            allow(where, text, values, ['dest', 'tar', 'oci-mediatypes']);
            return ociOutput(where, values, place);
        case 'docker':
            allow(where, text, values, ['dest', 'tar']);
            return dockerOutput(where, values, place);
        case 'registry':
            allow(where, text, values, ['push']);
            return { type: 'registry' };
        case 'image':
            allow(where, text, values, ['push']);
            return output_spec_boolean(where, values, 'push', false) ? { type: 'registry' } : { type: 'store' };
        case 'local':
        case 'tar':
            throw filesOutput(where, text);
        default:
            throw new errors/* UserError */.yo(`${where}: unknown output type ${JSON.stringify(type)}`, { hint: TYPES });
    }
}
const TYPES = 'Known types: oci, docker, registry, image. Example: type=oci,dest=image.tar';
function filesOutput(where, text) {
    return new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} asks for the image's files, which cannot be written yet`, {
        hint: 'Write an image with type=oci,dest=PATH or type=docker,dest=PATH.',
    });
}
function readFields(where, text) {
    const fields = csvFields(text);
    if (fields.length === 1 && fields[0] === text && !text.startsWith('type='))
        throw filesOutput(where, text);
    const values = new Map();
    for (const field of fields) {
        const equals = field.indexOf('=');
        if (equals < 0)
            throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(field)} in ${JSON.stringify(text)} is not key=value`);
        values.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1));
    }
    return values;
}
function allow(where, text, values, keys) {
    for (const key of values.keys()) {
        if (key === 'type' || key === 'name' || keys.includes(key))
            continue;
        throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(key)} in ${JSON.stringify(text)} is not known`, {
            hint: `With this type: name, ${keys.join(', ')}.`,
        });
    }
}
function output_spec_boolean(where, values, key, fallback) {
    const text = values.get(key);
    if (text === undefined)
        return fallback;
    // The words of Go's strconv.ParseBool.
    if (/^(?:1|t|true)$/i.test(text))
        return true;
    if (/^(?:0|f|false)$/i.test(text))
        return false;
    throw new errors/* UserError */.yo(`${where}: ${key}=${JSON.stringify(text)} is neither true nor false`);
}
function ociOutput(where, values, place) {
    if (!output_spec_boolean(where, values, 'oci-mediatypes', true)) {
        throw new errors/* UserError */.yo(`${where}: an OCI image has OCI media types`, { hint: 'Leave oci-mediatypes=false out.' });
    }
    const dest = values.get('dest') ?? '';
    const named = values.has('tar');
    const wantsTar = output_spec_boolean(where, values, 'tar', true);
    if (dest === '' || dest === '-') {
        if (!wantsTar)
            throw new errors/* UserError */.yo(`${where}: a layout directory needs dest=FOLDER`);
        return { type: 'oci', dest: '-', tar: true };
    }
    const absolute = external_node_path_.resolve(place.cwd, dest);
    const folder = place.isDirectory(absolute);
    if (named && wantsTar && folder)
        throw destinationIsFolder(where, dest);
    const tar = named ? wantsTar : !(folder || /[\\/]$/.test(dest));
    return { type: 'oci', dest: absolute, tar };
}
function dockerOutput(where, values, place) {
    if (!output_spec_boolean(where, values, 'tar', true)) {
        throw new errors/* UserError */.yo(`${where}: a docker output is one tar file`, { hint: 'For a folder use type=oci,tar=false.' });
    }
    const dest = values.get('dest') ?? '';
    if (dest === '') {
        throw new errors/* UserError */.yo(`${where}: type=docker needs a file: there is no docker daemon here to load the image`, {
            hint: 'Write type=docker,dest=image.tar and run: docker load -i image.tar',
        });
    }
    if (dest === '-')
        return { type: 'docker', dest };
    const absolute = external_node_path_.resolve(place.cwd, dest);
    if (place.isDirectory(absolute))
        throw destinationIsFolder(where, dest);
    return { type: 'docker', dest: absolute };
}
function destinationIsFolder(where, dest) {
    return new errors/* UserError */.yo(`${where}: ${JSON.stringify(dest)} is a folder, and a tar file is to be written`);
}
/**
 * All outputs of a build: those given, and the registry if `push` is set.
 *
 * @throws UserError also when two of them want standard output
 */
function parseOutputs(where, texts, push, place) {
    const fields = texts.filter((text) => text !== '').map((text) => [text, readFields(where, text)]);
    const parsed = fields.map(([text, values]) => parseOutput(where, text, values, place));
    const outputs = parsed.filter((output) => output.type !== 'store');
    if (push && !outputs.some((output) => output.type === 'registry'))
        outputs.push({ type: 'registry' });
    if (outputs.filter((output) => output.type !== 'registry' && output.dest === '-').length > 1) {
        throw new errors/* UserError */.yo(`${where}: two outputs want standard output`, { hint: 'Give one of them a dest.' });
    }
    const names = fields.flatMap(([, values]) => (values.get('name') ?? '').split(','));
    return { outputs, tags: names.map((name) => name.trim()).filter((name) => name !== '') };
}

;// CONCATENATED MODULE: ./lib/app/ssh-spec.js


/**
 * One `--ssh`, in buildx's syntax: `default` or `ID[=SOCKET]`. Without a socket it is that of SSH_AUTH_SOCK. Key files are
 * refused: a step is shown an agent, never a key.
 *
 * @throws UserError when there is no agent
 */
function parseSsh(where, text, place) {
    const equals = text.indexOf('=');
    const id = equals < 0 ? text : text.slice(0, equals);
    const given = equals < 0 ? '' : text.slice(equals + 1);
    if (id === '')
        throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} has no id`, { hint: 'Write default.' });
    const named = given === '' ? (place.env['SSH_AUTH_SOCK'] ?? '') : given;
    if (named === '') {
        throw new errors/* UserError */.yo(`${where}: there is no agent to forward as ${JSON.stringify(id)}`, {
            hint: 'Start one with eval "$(ssh-agent)", and add keys with ssh-add.',
        });
    }
    const socket = external_node_path_.resolve(place.cwd, named);
    if (place.isSocket(socket))
        return [id, socket];
    throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(named)} is no socket of an agent`, {
        hint: given === '' ? 'SSH_AUTH_SOCK names it.' : 'Add key files to an agent with ssh-add, and name its socket.',
    });
}

;// CONCATENATED MODULE: ./lib/app/option-texts.js





/** @throws UserError that says by its name in `names` which option is wrong */
function readOptionTexts(texts, secrets, names, place) {
    const { cwd, env, files } = place;
    checkEntitlements(names.allow, texts.allow);
    const outputPlace = { cwd, isDirectory: files.isDirectory };
    const { outputs, tags: outputTags } = parseOutputs(names.outputs, texts.outputs, texts.push, outputPlace);
    const tags = [...new Set([...texts.tags, ...outputTags])].filter((tag) => tag !== '');
    if (tags.length === 0 && outputs.some((output) => output.type === 'registry')) {
        throw new errors/* UserError */.yo('a push needs a tag that says where to', {
            hint: `Give ${names.tags} a name such as registry.example.com/team/app:1.2.`,
        });
    }
    return {
        context: texts.context,
        // In a tar on standard input the Dockerfile is looked for by the path given.
        ...(texts.file !== '' && {
            dockerfile: texts.context.kind === 'stdin' ? texts.file : external_node_path_.resolve(cwd, texts.file),
        }),
        tags,
        ...(texts.target !== '' && { target: texts.target }),
        buildArgs: parseKeyValues(names.buildArgs, texts.buildArgs, (key) => env[key]),
        labels: parseKeyValues(names.labels, texts.labels, () => ''),
        platforms: parsePlatformList(texts.platforms),
        noCache: texts.noCache,
        outputs,
        network: parseNetwork(names.network, texts.network),
        extraHosts: parseExtraHosts(names.extraHosts, texts.extraHosts),
        ...(texts.shmSize !== '' && { shmSize: parseByteSize(names.shmSize, texts.shmSize) }),
        ulimits: texts.ulimits.map((text) => parseUlimit(names.ulimits, text)),
        ...(texts.saveFailed !== '' && { saveFailed: texts.saveFailed }),
        buildContexts: parseBuildContexts(names.buildContexts, texts.buildContexts, cwd),
        ssh: Object.fromEntries(texts.ssh.map((text) => parseSsh(names.ssh, text, { cwd, env, isSocket: files.isSocket }))),
        // The last of several with one id counts.
        secrets: [...new Map(secrets.map((secret) => [secret.id, secret])).values()],
    };
}
/** @throws UserError when `text` is no folder: a file, an address, or nothing at all */
function directoryContext(text, place) {
    const folder = external_node_path_.resolve(place.cwd, text);
    if (place.files.isDirectory(folder))
        return { kind: 'directory', path: folder };
    if (/^(?:https?|git|ssh):\/\/|^git@|^github\.com\//.test(text)) {
        throw new errors/* UserError */.yo(`the context ${JSON.stringify(text)} is an address, and a build here takes a folder`, {
            hint: 'Check it out or download it first, and name the folder.',
        });
    }
    if (place.files.isFile(folder)) {
        throw new errors/* UserError */.yo(`the context ${JSON.stringify(text)} is a file`, {
            hint: 'The context is a folder; the Dockerfile is named apart from it.',
        });
    }
    throw new errors/* UserError */.yo(`there is no folder ${JSON.stringify(text)} to build from`);
}

;// CONCATENATED MODULE: ./lib/app/secret-spec.js



/**
 * One `--secret`, in buildx's syntax: `id=NAME[,src=FILE|,env=VARIABLE]`. An id alone names a variable of the
 * environment, else a file; a variable that is not set is an empty secret, as with BuildKit. Errors never hold a value.
 *
 * @throws UserError for an unknown key or a missing file
 */
function parseSecret(where, text, place) {
    let id = '';
    let file = '';
    let variable = '';
    let type = '';
    for (const field of csvFields(text)) {
        const equals = field.indexOf('=');
        const key = field.slice(0, Math.max(equals, 0)).toLowerCase();
        const value = field.slice(equals + 1);
        if (key === 'id')
            id = value;
        else if (key === 'src' || key === 'source')
            file = value;
        else if (key === 'env')
            variable = value;
        else if (key === 'type' && (value === 'file' || value === 'env'))
            type = value;
        else {
            throw new errors/* UserError */.yo(`${where}: a field is none of id=, src=, env= and type=file|env`, {
                hint: 'Write id=NAME,src=FILE or id=NAME,env=VARIABLE.',
            });
        }
    }
    if (type === 'env' && variable === '')
        [variable, file] = [file, ''];
    if (id === '')
        throw new errors/* UserError */.yo(`${where}: a secret has no id`, { hint: 'Write id=NAME,src=FILE.' });
    if (file !== '' && variable !== '')
        throw new errors/* UserError */.yo(`${where}: secret ${id} has both src and env`);
    if (file === '' && variable === '') {
        if (place.env[id] === undefined)
            file = id;
        else
            variable = id;
    }
    return file === '' ? secretOfVariable(id, variable, place) : secretOfFile(where, id, file, place);
}
function secretOfFile(where, id, file, place) {
    const absolute = external_node_path_.resolve(place.cwd, file);
    if (!place.isFile(absolute)) {
        throw new errors/* UserError */.yo(`${where}: secret ${id}: there is no file ${JSON.stringify(file)}`);
    }
    return { id, kind: 'file', path: absolute };
}
function secretOfVariable(id, variable, place) {
    return { id, kind: 'value', value: Buffer.from(place.env[variable] ?? '') };
}

;// CONCATENATED MODULE: ./lib/cli/nearest-name.js
/** The name that a mistyped one was meant to be, if one is near enough to be worth a question. */
function nearestName(typed, names) {
    let best;
    let bestDistance = Math.max(1, Math.floor(typed.length / 3)) + 1;
    for (const name of names) {
        const distance = name.startsWith(typed) && typed.length > 2 ? 1 : editDistance(typed, name);
        if (distance < bestDistance)
            [best, bestDistance] = [name, distance];
    }
    return best;
}
/** Insertions, deletions, substitutions and swaps of neighbours that make one word of the other. */
function editDistance(from, to) {
    let beforeLast = [];
    let last = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (let row = 1; row <= from.length; row += 1) {
        const current = [row];
        for (let column = 1; column <= to.length; column += 1) {
            const same = from[row - 1] === to[column - 1];
            let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
            if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
                cost = Math.min(cost, at(beforeLast, column - 2) + 1);
            }
            current.push(cost);
        }
        beforeLast = last;
        last = current;
    }
    return at(last, to.length);
}
function at(row, index) {
    return row[index] ?? 0;
}

;// CONCATENATED MODULE: ./lib/app/environment-settings.js
/** What both faces take from an environment in the same way. The record is `process.env`, read by the face itself. */


const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'];
/** The proxy variables that are set, in the case in which they are. */
function proxiesOf(env) {
    const proxies = {};
    for (const name of PROXY_VARIABLES.flatMap((upper) => [upper, upper.toLowerCase()])) {
        const value = env[name];
        if (value !== undefined && value !== '')
            proxies[name] = value;
    }
    return proxies;
}
/** Where programs are looked for: PATH, or what most systems start with. */
function programPathOf(env) {
    const given = env['PATH'];
    return given === undefined || given === '' ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' : given;
}
/** @param home the user's home folder, absolute */
function dockerConfigDirOf(env, home, cwd) {
    const given = env['DOCKER_CONFIG'];
    return given === undefined || given === '' ? external_node_path_.join(home, '.docker') : external_node_path_.resolve(cwd, given);
}
/**
 * SOURCE_DATE_EPOCH in seconds, as reproducible-builds.org defines it.
 *
 * @throws UserError when it is set to anything but a whole number
 */
function sourceDateEpochOf(env) {
    const text = env['SOURCE_DATE_EPOCH'];
    if (text === undefined || text === '')
        return undefined;
    const seconds = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(seconds)) {
        throw new errors/* UserError */.yo(`SOURCE_DATE_EPOCH is ${JSON.stringify(text)}, and has to be a whole number of seconds`);
    }
    return seconds;
}

;// CONCATENATED MODULE: ./lib/cli/settings.js




/**
 * Where this machine keeps things and what it may speak to: flags first, then the environment, then
 * `$XDG_CONFIG_HOME/layer-build/config.json`, then defaults.
 *
 * @throws UserError for a configuration file or a value that makes no sense
 */
function readMachine(args, around) {
    const { env, cwd, home } = around;
    const config = readConfig(around);
    const epoch = sourceDateEpochOf(env);
    const root = given(args.string('root')) ?? given(env['LAYER_BUILD_ROOT']);
    return {
        root: root === undefined
            ? external_node_path_.join(xdgFolder(env, 'XDG_DATA_HOME', home, '.local/share'), 'layer-build')
            : external_node_path_.resolve(cwd, root),
        registryMirrors: unique([
            ...checkRegistryMirrors('--registry-mirror', args.list('registry-mirror')),
            ...config.mirrors,
        ]),
        insecureRegistries: unique([...args.list('insecure-registry'), ...config.insecure]),
        dockerConfigDir: dockerConfigDirOf(env, home, cwd),
        workerEntry: around.workerEntry,
        programPath: programPathOf(env),
        tempDir: around.tempDir,
        proxies: proxiesOf(env),
        ...(epoch !== undefined && { sourceDateEpoch: epoch }),
    };
}
/** Docker's daemon.json form; keys that are not ours are left alone, so that one file can serve both. */
function readConfig(around) {
    const file = external_node_path_.join(xdgFolder(around.env, 'XDG_CONFIG_HOME', around.home, '.config'), 'layer-build', 'config.json');
    const text = around.files.readText(file);
    if (text === undefined)
        return { mirrors: [], insecure: [] };
    let parsed;
    try {
        parsed = JSON.parse(text);
    }
    catch (error) {
        throw new errors/* UserError */.yo(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
        });
    }
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
        throw new errors/* UserError */.yo(`${file} does not hold a JSON object`);
    }
    const values = new Map(Object.entries(parsed));
    return {
        mirrors: checkRegistryMirrors(file, textList(file, values, 'registry-mirrors')),
        insecure: textList(file, values, 'insecure-registries'),
    };
}
function textList(file, values, key) {
    const value = values.get(key) ?? [];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
        return value;
    throw new errors/* UserError */.yo(`${file}: "${key}" is not a list of texts`, { hint: `Write "${key}": ["…"].` });
}
/** XDG base directory specification: a relative path is to be ignored. */
function xdgFolder(env, variable, home, fallback) {
    const value = env[variable];
    return value !== undefined && external_node_path_.isAbsolute(value) ? value : external_node_path_.join(home, fallback);
}
function given(text) {
    return text === '' ? undefined : text;
}
function unique(values) {
    return [...new Set(values)];
}

;// CONCATENATED MODULE: ./lib/cli/build-request.js








const PROGRESS_KINDS = ['auto', 'plain', 'tty', 'json', 'quiet'];
/** @throws UserError that names the flag */
function readBuildRequest(args, around, stdin) {
    const warnings = checkForeignFlags(args);
    const [contextText, ...more] = args.positionals;
    if (contextText === undefined || contextText === '') {
        throw new errors/* UserError */.yo('the build needs a context', { hint: 'Write a folder, often a dot: layer-build build .' });
    }
    if (more.length > 0) {
        throw new errors/* UserError */.yo(`the build takes one context, not ${args.positionals.map((text) => JSON.stringify(text)).join(' and ')}`);
    }
    const context = contextText === '-' ? { kind: 'stdin', stream: stdin } : directoryContext(contextText, around);
    const dockerfile = args.string('file') ?? '';
    const dockerfileFromStdin = dockerfile === '-';
    if (dockerfileFromStdin && context.kind === 'stdin') {
        throw new errors/* UserError */.yo('the context and the Dockerfile cannot both come from standard input');
    }
    return {
        options: readOptions(args, around, context, dockerfileFromStdin ? '' : dockerfile),
        machine: readMachine(args, around),
        progress: readProgress(args),
        call: parseCall('--call', args.string('call') ?? (args.boolean('check') ? 'check' : '')),
        ...optionalPath(args, around, 'report', 'reportFile'),
        ...optionalPath(args, around, 'iidfile', 'iidFile'),
        ...optionalPath(args, around, 'metadata-file', 'metadataFile'),
        dockerfileFromStdin,
        warnings,
    };
}
const FLAG_NAMES = {
    file: '--file',
    tags: '--tag',
    target: '--target',
    buildArgs: '--build-arg',
    labels: '--label',
    platforms: '--platform',
    outputs: '--output',
    network: '--network',
    extraHosts: '--add-host',
    shmSize: '--shm-size',
    ulimits: '--ulimit',
    buildContexts: '--build-context',
    allow: '--allow',
    saveFailed: '--save-failed',
    ssh: '--ssh',
};
function readOptions(args, around, context, file) {
    const secretPlace = { cwd: around.cwd, env: around.env, isFile: around.files.isFile };
    const secrets = args.list('secret').filter((text) => text !== '');
    const texts = {
        context,
        file,
        tags: args.list('tag'),
        target: args.string('target') ?? '',
        buildArgs: args.list('build-arg'),
        labels: args.list('label'),
        platforms: args.list('platform'),
        noCache: args.boolean('no-cache'),
        push: args.boolean('push'),
        outputs: args.list('output'),
        network: args.string('network') ?? '',
        extraHosts: args.list('add-host'),
        shmSize: args.string('shm-size') ?? '',
        ulimits: args.list('ulimit'),
        buildContexts: args.list('build-context'),
        allow: args.list('allow'),
        saveFailed: args.string('save-failed') ?? '',
        ssh: args.list('ssh').filter((text) => text !== ''),
    };
    return readOptionTexts(texts, secrets.map((text) => parseSecret('--secret', text, secretPlace)), FLAG_NAMES, around);
}
function readProgress(args) {
    if (args.boolean('quiet'))
        return 'quiet';
    const text = args.string('progress') ?? 'auto';
    const kind = PROGRESS_KINDS.find((each) => each === text);
    if (kind !== undefined)
        return kind;
    const nearest = text === 'rawjson' ? 'json' : text === 'none' ? 'quiet' : nearestName(text, PROGRESS_KINDS);
    throw new errors/* UserError */.yo(`--progress: unknown kind ${JSON.stringify(text)}`, {
        hint: nearest === undefined ? `Known kinds: ${PROGRESS_KINDS.join(', ')}.` : `Did you mean ${nearest}?`,
    });
}
/** @returns warnings for flags that are ignored */
function checkForeignFlags(args) {
    const warnings = [];
    for (const flag of BUILD_FLAGS) {
        if (flag.foreign === undefined || !args.given.has(flag.name) || isSwitchedOff(args, flag.name))
            continue;
        if (flag.foreign === 'refused')
            throw new errors/* UserError */.yo(`--${flag.name} is not supported: ${flag.help}`);
        warnings.push(`--${flag.name} is ignored: ${flag.help}`);
    }
    return warnings;
}
/** `--provenance=false`, `--load=false` and their like ask for what is the case anyway. */
function isSwitchedOff(args, name) {
    return args.list(name).every((value) => value === 'false' || value === '');
}
function optionalPath(args, around, flag, key) {
    const text = args.string(flag) ?? '';
    const result = {};
    if (text !== '')
        result[key] = external_node_path_.resolve(around.cwd, text);
    return result;
}

;// CONCATENATED MODULE: ./lib/report/check-report.js


/**
 * In the manner of `docker build --check`: the number of findings, and each with its lines, in the order of the file. An error
 * is left to whoever prints errors.
 */
function renderCheck({ dockerfile, findings, failure }) {
    if (findings.length === 0)
        return failure === undefined ? `${checkHeadline(0)}\n` : '';
    const lines = dockerfile.text.replace(/^\ufeff/, '').split('\n');
    const sorted = findings.toSorted((left, right) => (left.line ?? 0) - (right.line ?? 0));
    const blocks = sorted.map((finding) => `\n${renderFinding(finding, dockerfile.name, lines)}`);
    return `${checkHeadline(findings.length)}\n${blocks.join('')}`;
}
/** The first line of the text. */
function checkHeadline(count) {
    if (count === 0)
        return 'Check complete, no warnings found.';
    return `Check complete, ${count === 1 ? '1 warning has' : `${count} warnings have`} been found!`;
}
function renderFinding(finding, file, lines) {
    const url = finding.url === undefined ? '' : ` - ${finding.url}`;
    const head = `WARNING: ${finding.rule ?? ''}${url}\n${oneLine(finding.message)}\n`;
    return head + excerpt(file, lines, finding.line ?? 0, finding.endLine ?? finding.line ?? 0);
}
/** Lines around a finding, as BuildKit shows them: four for one line, two for several. */
function excerpt(file, lines, start, end) {
    if (start < 1 || start > lines.length)
        return '';
    let first = start;
    let last = Math.min(end, lines.length);
    const around = start === end ? 4 : 2;
    for (let added = 0; added < around; added++) {
        if (first > 1) {
            first -= 1;
            added += 1;
        }
        if (last !== lines.length) {
            last += 1;
            added += 1;
        }
    }
    const shown = [];
    for (let number = first; number <= last; number++) {
        const mark = number >= start && number <= end ? '>>>' : '   ';
        const text = oneLine((lines[number - 1] ?? '').replace(/\r$/, ''));
        shown.push(` ${String(number).padStart(3)} | ${mark} ${text}`.trimEnd());
    }
    const rule = '--------------------';
    return `${[`${oneLine(file)}:${start}`, rule, ...shown, rule].join('\n')}\n`;
}
/** The document that `docker build --call=check,format=json` prints. */
function checkDocument({ dockerfile, findings, failure }) {
    const location = failure instanceof errors/* UserError */.yo ? failure.location : undefined;
    return {
        warnings: findings.map(({ rule, description, url, message, line, endLine }) => ({
            ruleName: rule,
            description,
            url,
            detail: message,
            location: { ranges: ranges(line, endLine) },
        })),
        sources: [
            {
                filename: dockerfile.name,
                language: 'Dockerfile',
                data: Buffer.from(dockerfile.text).toString('base64'),
            },
        ],
        ...(failure !== undefined && {
            buildError: {
                message: failure instanceof Error ? failure.message : 'the check failed',
                location: { ranges: ranges(location?.line, location?.endLine) },
            },
        }),
    };
}
/** A range a line. */
function ranges(line, endLine = line ?? 0) {
    if (line === undefined)
        return [];
    return Array.from({ length: endLine - line + 1 }, (_, index) => ({
        start: { line: line + index },
        end: { line: line + index },
    }));
}

;// CONCATENATED MODULE: ./lib/report/finding-list.js
/** What the build checks found, for the end of a build's log, as `docker build` prints it there. */
function findingList(findings) {
    if (findings.length === 0)
        return [];
    const count = findings.length === 1 ? '1 warning' : `${findings.length} warnings`;
    return ['', ` ${count} found:`, ...findings.map((finding) => ` - ${findingText(finding)}`)];
}
/** `Rule: what is wrong (line 3)`. */
function findingText({ rule, message, line }) {
    const place = line === undefined ? '' : ` (line ${line})`;
    return rule === undefined ? `${message}${place}` : `${rule}: ${message}${place}`;
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __nccwpck_require__(3940);
;// CONCATENATED MODULE: ./lib/report/shown-tag.js

/** A tag as people write it, `web:1` for `docker.io/library/web:1`; what is no reference stays as it is. */
function shownTag(tag) {
    try {
        return (0,reference/* familiarName */.hG)((0,reference/* parseReference */.F2)(tag));
    }
    catch {
        return tag;
    }
}

;// CONCATENATED MODULE: ./lib/report/units.js
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];
/** Bytes for people, in powers of 1000 as docker shows them: `532B`, `4.2MB`, `117MB`. */
function formatBytes(bytes) {
    let value = bytes;
    let unit = 0;
    // 999.5 would be shown as 1000 of the smaller unit.
    while (value >= 999.5 && unit < UNITS.length - 1) {
        value /= 1000;
        unit += 1;
    }
    const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return `${value.toFixed(digits)}${UNITS[unit] ?? ''}`;
}
/** Milliseconds for people: `0.3s`, `12.4s`, `2m 05s`, `1h 02m`. */
function formatDuration(milliseconds) {
    const tenths = Math.round(milliseconds / 100);
    if (tenths < 600)
        return `${(tenths / 10).toFixed(1)}s`;
    const seconds = Math.round(milliseconds / 1000);
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return `${minutes}m ${String(seconds % 60).padStart(2, '0')}s`;
    return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}

;// CONCATENATED MODULE: ./lib/report/held-output.js

/** Characters kept of an output's beginning, and as many of its end. */
const KEPT = 512 * 1024;
/**
 * Output of a step that waits for its turn in the log. Memory is bounded: of a long output the middle is cut, since how it
 * began and how it ended are what people look for.
 */
class HeldOutput {
    #head = [];
    #headSize = 0;
    /** The end of the output so far; whole chunks are dropped at the front. */
    #tail = [];
    #tailSize = 0;
    #dropped = 0;
    push(text) {
        const room = KEPT - this.#headSize;
        const first = room > 0 ? text.slice(0, room) : '';
        if (first !== '') {
            this.#head.push(first);
            this.#headSize += first.length;
        }
        const rest = text.slice(first.length);
        if (rest === '')
            return;
        this.#tail.push(rest);
        this.#tailSize += rest.length;
        // Twice the room before cutting, so that the work for a cut is shared by many chunks.
        if (this.#tailSize > 2 * KEPT)
            this.#cutTail();
    }
    #cutTail() {
        const all = this.#tail.join('');
        const kept = all.slice(-KEPT);
        this.#dropped += all.length - kept.length;
        this.#tail = [kept];
        this.#tailSize = kept.length;
    }
    /** Gives all that is held, in pieces, and holds nothing afterwards. */
    take() {
        const pieces = [...this.#head];
        if (this.#dropped > 0)
            pieces.push(`\n[${formatBytes(this.#dropped)} of this step's output were cut here]\n`);
        pieces.push(...this.#tail);
        this.#head.length = 0;
        this.#headSize = 0;
        this.#tail = [];
        this.#tailSize = 0;
        this.#dropped = 0;
        return pieces;
    }
}

;// CONCATENATED MODULE: ./lib/report/step-block.js




const ESCAPE = '\u001b';
/**
 * One step's part of a plain log: its head, its reason, its output, its result. Holds what has come until it is printed.
 */
class StepBlock {
    step;
    #frame;
    #texts = { stdout: new TerminalText('colours'), stderr: new TerminalText('colours') };
    #state = 'waiting';
    #lines = [];
    #held = new HeldOutput();
    #hasOutput = false;
    #toldReason = false;
    /** What is on the page already. */
    #printed = 'nothing';
    #atLineStart = true;
    /** The output set a colour and has not reset it. */
    #coloured = false;
    #result;
    constructor(step, frame) {
        this.step = step;
        this.#frame = frame;
    }
    get started() {
        return this.#state !== 'waiting';
    }
    get done() {
        return this.#state === 'finished' || this.#state === 'failed' || this.#state === 'broken-off';
    }
    get failed() {
        return this.#state === 'failed';
    }
    /** Its head is on the page and its end is not. */
    get live() {
        return this.#printed !== 'nothing';
    }
    /** Lines of ours may still be put below its head: its process has printed nothing. */
    get quiet() {
        return this.#printed === 'lines';
    }
    start() {
        if (this.#state === 'waiting')
            this.#state = 'started';
    }
    running(reason) {
        this.start();
        this.#tellReason(reason);
    }
    output(stream, data) {
        this.start();
        this.#keep(this.#texts[stream].push(data));
    }
    finish(outcome) {
        this.#state = 'finished';
        // Docker says nothing of a cache at FROM: a base image is found, not made.
        if (outcome.status === 'miss')
            this.#tellReason(outcome.reason);
        else if (!/^from\b/i.test(this.step.instruction))
            this.#lines.push(' ---> Using cache');
        this.#result = ` ---> ${(0,oci_digest/* shortDigest */.VK)(outcome.imageId)}`;
    }
    fail() {
        this.#state = 'failed';
    }
    breakOff() {
        if (this.done)
            return;
        this.#state = 'broken-off';
        this.#result = ' ---> Broken off';
    }
    #tellReason(reason) {
        if (this.#toldReason)
            return;
        this.#toldReason = true;
        this.#lines.push(reason === '' ? ' ---> Cache miss' : ` ---> Cache miss: ${this.#frame.inline(reason)}`);
    }
    #keep(text) {
        if (text === '')
            return;
        this.#hasOutput = true;
        this.#held.push(text);
    }
    /** Prints what has come since the last call. Lines of ours that come after output wait for the output's end. */
    print(write) {
        if (this.#printed === 'all')
            return;
        if (this.#printed === 'nothing') {
            const { number, total, instruction } = this.step;
            write(this.#frame.begin(`Step ${number}/${total} : ${oneLine(instruction)}`));
            this.#printed = 'lines';
        }
        if (this.done) {
            this.#keep(this.#texts.stdout.end());
            this.#keep(this.#texts.stderr.end());
        }
        if (this.#printed === 'lines')
            this.#printLines(write);
        if (this.#hasOutput)
            this.#printOutput(write);
        if (this.done)
            this.#printEnd(write);
    }
    #printLines(write) {
        for (const line of this.#lines)
            write(`${line}\n`);
        this.#lines = [];
    }
    #printOutput(write) {
        if (this.#printed === 'lines') {
            write(this.#frame.openUntrusted());
            this.#printed = 'output';
        }
        for (const piece of this.#held.take()) {
            write(piece);
            this.#atLineStart = piece.endsWith('\n');
            // Only sequences that set colours get through TerminalText.
            const last = piece.lastIndexOf(ESCAPE);
            if (last >= 0)
                this.#coloured = !/^\[0*m/.test(piece.slice(last + 1));
        }
    }
    #printEnd(write) {
        if (this.#printed === 'output') {
            // A colour that the output left on must not dye the rest of the log.
            if (this.#coloured)
                write(`${ESCAPE}[0m`);
            if (!this.#atLineStart)
                write('\n');
            write(this.#frame.closeUntrusted());
        }
        this.#printLines(write);
        if (this.#result !== undefined)
            write(`${this.#result}\n`);
        write(this.#frame.end());
        this.#printed = 'all';
    }
}

;// CONCATENATED MODULE: ./lib/report/console-plain.js






/**
 * A build's progress as plain lines, in the manner of docker's classic builder:
 *
 *     Step 3/11 : RUN npm i
 *      ---> Cache miss: package.json modified
 *     added 12 packages
 *      ---> 5503b8604ed0
 *
 * Steps run side by side, but a log is read from top to bottom: the lowest unfinished step is printed as it goes, the
 * others are held until their turn.
 */
class PlainConsole {
    #write;
    #frame;
    #blocks = [];
    /** Index of the block whose turn it is. */
    #turn = 0;
    /** Lines that belong to no step, for the next gap in what steps print. */
    #aside = [];
    /** What the checks found, for the end. */
    #findings = [];
    /** Transfers that were told of. */
    #moved = new Set();
    constructor(write, frame = PLAIN_FRAME) {
        this.#write = write;
        this.#frame = frame;
    }
    sink = (event) => {
        switch (event.type) {
            case 'plan':
                this.#flush();
                this.#blocks = event.steps.map((step) => new StepBlock(step, this.#frame));
                this.#turn = 0;
                break;
            case 'step-started':
                this.#block(event.step)?.start();
                break;
            case 'step-running':
                this.#block(event.step)?.running(event.reason);
                break;
            case 'step-output':
                this.#block(event.step)?.output(event.stream, event.data);
                break;
            case 'step-finished':
                this.#block(event.step)?.finish(event.outcome);
                break;
            case 'step-failed':
                this.#block(event.step)?.fail();
                break;
            case 'transfer':
                this.#transfer(event);
                break;
            case 'warning': {
                if (event.rule !== undefined) {
                    this.#findings.push(event);
                    break;
                }
                const line = event.line === undefined ? '' : ` (line ${event.line})`;
                const hint = event.hint === undefined ? '' : ` ${event.hint}`;
                this.#note(`WARNING${line}: ${event.message}${hint}`);
                break;
            }
            case 'notice':
                this.#note(event.message);
                break;
            case 'image':
                this.#flush();
                this.#write(`Successfully built ${(0,oci_digest/* shortDigest */.VK)(event.imageId)}\n`);
                for (const tag of event.tags)
                    this.#write(`Successfully tagged ${this.#frame.inline(shownTag(tag))}\n`);
                break;
            case 'build-finished':
                this.#flush();
                for (const line of findingList(this.#findings))
                    this.#write(`${this.#frame.inline(line)}\n`);
                this.#findings = [];
                break;
        }
        this.#advance();
    };
    /** Prints all that is still held, finished or not. To be called once more when a build was broken off. */
    close() {
        this.#flush();
    }
    #block(step) {
        return this.#blocks.find((block) => block.step.number === step);
    }
    #transfer(event) {
        if (event.direction === 'unpack' || event.done < event.total)
            return;
        // Whoever moves bytes may say more than once that it is over.
        const key = `${event.direction} ${event.digest}`;
        if (this.#moved.has(key))
            return;
        this.#moved.add(key);
        const verb = event.direction === 'pull' ? 'Pull complete' : 'Pushed';
        const what = event.skipped ?? `${verb} (${formatBytes(event.total)})`;
        this.#note(`${(0,oci_digest/* shortDigest */.VK)(event.digest)}: ${what}`);
    }
    #note(text) {
        this.#aside.push(`${this.#frame.inline(text)}\n`);
    }
    /** Prints what has become printable. */
    #advance() {
        for (;;) {
            const block = this.#blocks[this.#turn];
            if (block?.started !== true)
                break;
            if (!block.live)
                this.#printAside();
            block.print(this.#write);
            if (!block.done) {
                // What a step waits for, such as a base image that is pulled, is told before what its command prints.
                if (block.quiet)
                    this.#printAside();
                return;
            }
            this.#turn += 1;
        }
        this.#printAside();
    }
    #printAside() {
        for (const line of this.#aside)
            this.#write(line);
        this.#aside = [];
    }
    /** The failed step comes last, next to the error message that follows. */
    #flush() {
        const rest = this.#blocks.slice(this.#turn).filter((block) => block.started);
        for (const block of [...rest.filter((each) => !each.failed), ...rest.filter((each) => each.failed)]) {
            block.breakOff();
            block.print(this.#write);
        }
        this.#turn = this.#blocks.length;
        this.#printAside();
    }
}

;// CONCATENATED MODULE: ./lib/report/display-width.js
/**
 * Columns that text takes on a terminal: East Asian wide characters and most emoji two, combining marks and other
 * zero-width characters none. Roughly right is enough: it only decides where a line is cut.
 */
function displayWidth(text) {
    let width = 0;
    for (const character of text)
        width += characterWidth(character);
    return width;
}
/** As much of the beginning of `text` as fits into `columns`; with an ellipsis where something was cut. */
function cutToWidth(text, columns) {
    if (columns <= 0)
        return '';
    let width = 0;
    let kept = '';
    // Where to cut if the whole does not fit: one column is the ellipsis's.
    let cut = '';
    for (const character of text) {
        width += characterWidth(character);
        if (width > columns)
            return `${cut}…`;
        kept += character;
        if (width <= columns - 1)
            cut = kept;
    }
    return kept;
}
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;
/** Unicode's East_Asian_Width W and F, in its large blocks. */
const WIDE = [
    [0x1100, 0x115f],
    [0x2e80, 0x303e],
    [0x3041, 0x33ff],
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0xa000, 0xa4cf],
    [0xa960, 0xa97f],
    [0xac00, 0xd7a3],
    [0xf900, 0xfaff],
    [0xfe30, 0xfe6f],
    [0xff00, 0xff60],
    [0xffe0, 0xffe6],
    [0x1f300, 0x1f64f],
    [0x1f900, 0x1f9ff],
    [0x20000, 0x3fffd],
];
function characterWidth(character) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f)
        return 1;
    if (ZERO.test(character))
        return 0;
    if (EMOJI.test(character))
        return 2;
    return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

;// CONCATENATED MODULE: ./lib/report/console-tty.js







const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_BELOW = '\u001b[0J';
const REDRAW_MS = 100;
const OUTPUT_LINES = 3;
const VERBS = { pull: 'pulling', push: 'pushing', unpack: 'unpacking' };
/**
 * Live progress on a terminal: finished steps scroll up as lines that stay; below them a part is drawn anew ten times a
 * second, with a line for each running step (time, last output lines) and each transfer (bytes).
 */
class TtyConsole {
    #terminal;
    #settings;
    #stopTimer;
    #steps = new Map();
    #running = new Map();
    #transfers = new Map();
    /** What the checks found, for the end. */
    #findings = [];
    /** Lines of the live part on the screen now. */
    #drawn = 0;
    #closed = false;
    constructor(terminal, settings) {
        this.#terminal = terminal;
        this.#settings = settings;
        terminal.write(HIDE_CURSOR);
        this.#stopTimer = settings.every(REDRAW_MS, () => this.#draw([]));
    }
    sink = (event) => {
        switch (event.type) {
            case 'plan':
                this.#steps = new Map(event.steps.map((step) => [step.number, step]));
                break;
            case 'step-started':
                this.#start(event.step);
                break;
            case 'step-running': {
                const running = this.#start(event.step);
                if (running !== undefined)
                    running.reason = event.reason;
                break;
            }
            case 'step-output':
                this.#start(event.step)?.output.push(event.stream, event.data);
                break;
            case 'step-finished':
                this.#finish(event.step, event.outcome);
                break;
            case 'step-failed':
                this.#fail(event.step, event.durationMs);
                break;
            case 'transfer':
                this.#transfer(event);
                break;
            case 'warning': {
                if (event.rule !== undefined) {
                    this.#findings.push(event);
                    break;
                }
                const line = event.line === undefined ? '' : ` (line ${event.line})`;
                const hint = event.hint === undefined ? '' : ` ${event.hint}`;
                this.#say(`${this.#paint('33', `WARNING${line}:`)} ${oneLine(event.message + hint)}`);
                break;
            }
            case 'notice':
                this.#say(oneLine(event.message));
                break;
            case 'image':
                this.#say(`Successfully built ${(0,oci_digest/* shortDigest */.VK)(event.imageId)}`, ...event.tags.map((tag) => `Successfully tagged ${oneLine(shownTag(tag))}`));
                break;
            case 'build-finished':
                this.#running.clear();
                this.#transfers.clear();
                this.#say(...findingList(this.#findings).map(oneLine));
                this.#findings = [];
                break;
        }
    };
    /** Removes the live part and gives the cursor back. May be called more than once, and at any moment. */
    close() {
        if (this.#closed)
            return;
        this.#stopTimer();
        this.#running.clear();
        this.#transfers.clear();
        this.#draw([]);
        this.#closed = true;
        this.#terminal.write(SHOW_CURSOR);
    }
    #start(number) {
        const known = this.#running.get(number);
        if (known !== undefined)
            return known;
        const step = this.#steps.get(number);
        if (step === undefined)
            return undefined;
        const output = new LastLines(OUTPUT_LINES);
        const running = { step, startedAt: this.#settings.now(), output, reason: undefined };
        this.#running.set(number, running);
        return running;
    }
    #finish(number, outcome) {
        this.#running.delete(number);
        const step = this.#steps.get(number);
        if (step === undefined)
            return;
        const result = outcome.status === 'hit'
            ? this.#paint('32', 'cached')
            : `${formatDuration(outcome.durationMs)}${outcome.reason === '' ? '' : `, ${oneLine(outcome.reason)}`}`;
        this.#say(title(step), `  ${this.#paint('2', '→')} ${result}`);
    }
    #fail(number, durationMs) {
        const running = this.#running.get(number);
        this.#running.delete(number);
        const step = this.#steps.get(number);
        if (step === undefined)
            return;
        this.#say(title(step), ...(running?.output.lines() ?? []).map((line) => `  ${this.#paint('2', '│')} ${line}`), `  ${this.#paint('31', `failed after ${formatDuration(durationMs)}`)}`);
    }
    #transfer(event) {
        const key = `${event.direction} ${event.digest}`;
        if (event.done < event.total) {
            this.#transfers.set(key, event);
            return;
        }
        this.#transfers.delete(key);
    }
    /** Lines that stay. They may be longer than the terminal is wide: it wraps them, and nothing is lost. */
    #say(...lines) {
        this.#draw(lines);
    }
    #paint(code, text) {
        return this.#settings.colour ? `\u001b[${code}m${text}\u001b[0m` : text;
    }
    #draw(staying) {
        if (this.#closed)
            return;
        const live = this.#liveLines();
        if (staying.length === 0 && live.length === 0 && this.#drawn === 0)
            return;
        const up = this.#drawn === 0 ? '' : `\u001b[${this.#drawn}A`;
        const text = [...staying, ...live].map((line) => `${line}\n`).join('');
        // One write for a whole picture, so that it does not flicker.
        this.#terminal.write(`\r${up}${CLEAR_BELOW}${text}`);
        this.#drawn = live.length;
    }
    /** Each fits into one line of the screen, and all of them on it, so that the way back up is known. */
    #liveLines() {
        const { columns, rows } = this.#terminal.size();
        const width = Math.max(columns - 1, 1);
        const room = Math.max(rows - 1, 1);
        const blocks = [...this.#running.values()]
            .sort((left, right) => left.step.number - right.step.number)
            .map((running) => this.#stepLines(running, width));
        const transfers = [...this.#transfers.values()].map((transfer) => cutToWidth(transferLine(transfer), width));
        let lines = [...blocks.flat(), ...transfers];
        // Too little room: first the output goes, then what does not fit any more.
        if (lines.length > room)
            lines = [...blocks.flatMap((block) => block.slice(0, 1)), ...transfers];
        return lines.slice(0, room);
    }
    #stepLines(running, width) {
        const time = formatDuration(this.#settings.now() - running.startedAt);
        const head = cutToWidth(title(running.step), Math.max(width - displayWidth(time) - 1, 1));
        const gap = ' '.repeat(Math.max(width - displayWidth(head) - displayWidth(time), 1));
        const lines = [cutToWidth(`${head}${gap}${time}`, width)];
        if (running.reason !== undefined && running.reason !== '') {
            lines.push(this.#paint('2', cutToWidth(`  ${oneLine(running.reason)}`, width)));
        }
        for (const line of running.output.lines())
            lines.push(this.#paint('2', cutToWidth(`  │ ${line}`, width)));
        return lines;
    }
}
function title(step) {
    return `Step ${step.number}/${step.total} : ${oneLine(step.instruction)}`;
}
function transferLine(transfer) {
    const bytes = `${formatBytes(transfer.done)} / ${formatBytes(transfer.total)}`;
    return `${VERBS[transfer.direction]} ${(0,oci_digest/* shortDigest */.VK)(transfer.digest)}  ${bytes}`;
}

;// CONCATENATED MODULE: ./lib/cli/progress.js




/** @param out standard output, or standard error where an archive goes to standard output */
function openProgress(kind, out, around) {
    switch (kind) {
        case 'auto':
            return openProgress(canDrawOn(out, around) ? 'tty' : 'plain', out, around);
        case 'plain': {
            const frame = onGithub(around) ? githubFrame(around.newToken) : PLAIN_FRAME;
            const plain = new PlainConsole((text) => out.write(text), frame);
            return { sink: plain.sink, close: () => plain.close() };
        }
        case 'tty': {
            const size = () => ({ columns: out.columns ?? 80, rows: out.rows ?? 24 });
            const colour = (around.env['NO_COLOR'] ?? '') === '';
            const terminal = { write: (text) => void out.write(text), size };
            const tty = new TtyConsole(terminal, { colour, now: around.now, every: around.every });
            return { sink: tty.sink, close: () => tty.close() };
        }
        case 'json':
            return { sink: new JsonConsole((text) => out.write(text)).sink, close: () => undefined };
        case 'quiet':
            return { sink: () => undefined, close: () => undefined };
    }
}
function canDrawOn(out, around) {
    return out.isTTY === true && around.env['TERM'] !== 'dumb' && (around.env['CI'] ?? '') === '';
}
/** GitHub's runner reads every step's output for workflow commands, also that of a CLI in a `run:` step. */
function onGithub(around) {
    return around.env['GITHUB_ACTIONS'] === 'true';
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ./lib/cli/stdin-dockerfile.js



/** A Dockerfile is text that a person wrote: more than this is a mistake. */
const DOCKERFILE_LIMIT = 16 * 1024 * 1024;
/** For `-f -` puts the Dockerfile from standard input into a file of its own for as long as the build takes. */
async function withDockerfile(request, around, build) {
    if (!request.dockerfileFromStdin)
        return build(request.options);
    const text = await readAll(around.stdin);
    const folder = await (0,promises_.mkdtemp)(external_node_path_.join(around.tempDir, 'layer-build-'));
    try {
        const dockerfile = external_node_path_.join(folder, 'Dockerfile');
        await (0,promises_.writeFile)(dockerfile, text);
        return await build({ ...request.options, dockerfile });
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
async function readAll(stream) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        size += chunk.length;
        if (size > DOCKERFILE_LIMIT)
            throw new errors/* UserError */.yo('the Dockerfile on standard input is larger than 16 MiB');
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./lib/cli/check-dockerfile.js





/**
 * `layer-build build --check`.
 *
 * @returns 1 when something was found
 * @throws what a build would fail with before its first step, after the findings were printed
 */
async function checkDockerfile(request, call, around) {
    for (const message of request.warnings)
        around.stderr.write(`WARNING: ${message}\n`);
    const check = await around.loadCheck();
    const result = await withDockerfile(request, around, (options) => check(options, request.machine, around.signal));
    if (around.signal.aborted)
        throw around.signal.reason;
    const text = call.format === 'json' ? `${JSON.stringify(checkDocument(result), null, 2)}\n` : renderCheck(result);
    around.stdout.write(onGithub(around) ? disarmCommands(text) : text);
    if (result.failure !== undefined)
        throw (0,exit_code/* classifyError */.fe)(result.failure);
    return result.findings.length > 0 && !call.ignoreStatus ? 1 : 0;
}

;// CONCATENATED MODULE: ./lib/cli/failed-build.js
/** A build that failed, with how the output of its failed step ended. */
class FailedBuild extends Error {
    name = 'FailedBuild';
    reason;
    lastOutput;
    constructor(reason, lastOutput) {
        super('the build failed', { cause: reason });
        this.reason = reason;
        this.lastOutput = lastOutput;
    }
}

;// CONCATENATED MODULE: ./lib/cli/help.js
/** The help text of a verb: what it does, then its own flags, a line each. Flags of docker's that mean nothing here are left out. */
function verbHelp(verb, operands, text, flags) {
    const rows = flags.filter((flag) => flag.foreign === undefined).map((flag) => [flagForm(flag), flag.help]);
    const width = Math.max(...rows.map(([form]) => form.length));
    const lines = rows.map(([form, help]) => `  ${form.padEnd(width)}  ${help}`);
    return `Usage: layer-build ${verb} [FLAGS] ${operands}\n\n${text}\n\nFlags:\n${lines.join('\n')}\n`;
}
function flagForm(flag) {
    const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
    return `${short}--${flag.name}${flag.value === undefined ? '' : ` ${flag.value}`}`;
}
/** What `layer-build --help` says. */
function programHelp(verbs) {
    const width = Math.max(...verbs.map(([name]) => name.length));
    const lines = verbs.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`);
    return `Usage: layer-build VERB [FLAGS] …

Builds container images from Dockerfiles, without a daemon.

Verbs:
${lines.join('\n')}

layer-build VERB --help tells more; layer-build --version prints the version.
`;
}

;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
;// CONCATENATED MODULE: ./lib/cli/parse-argv.js



/**
 * @param verb for messages
 * @throws UserError for a flag that the verb does not have (with the nearest that it has), or a value missing or too many
 */
function parseArgv(verb, argv, flags) {
    const byName = new Map(flags.map((flag) => [flag.name, flag]));
    const { tokens } = (0,external_node_util_namespaceObject.parseArgs)({
        args: [...argv],
        options: Object.fromEntries(flags.map((flag) => [
            flag.name,
            {
                type: flag.kind === 'boolean' ? 'boolean' : 'string',
                ...(flag.short !== undefined && { short: flag.short }),
            },
        ])),
        strict: false,
        allowPositionals: true,
        tokens: true,
    });
    const positionals = [];
    const values = new Map();
    for (const token of tokens) {
        if (token.kind === 'positional')
            positionals.push(token.value);
        if (token.kind !== 'option')
            continue;
        const flag = byName.get(token.name);
        if (flag === undefined)
            throw unknownFlag(verb, token.rawName, byName);
        const given = values.get(flag.name) ?? [];
        given.push(flagValue(flag, token));
        values.set(flag.name, given);
    }
    const list = (name) => values.get(name) ?? [];
    return {
        positionals,
        given: new Set(values.keys()),
        list,
        string: (name) => list(name).at(-1),
        boolean: (name) => list(name).at(-1) === 'true',
    };
}
function flagValue(flag, token) {
    if (flag.kind === 'boolean') {
        if (token.value === undefined)
            return 'true';
        // The words of Go's strconv.ParseBool, which docker's flags take.
        if (/^(?:1|t|true)$/i.test(token.value))
            return 'true';
        if (/^(?:0|f|false)$/i.test(token.value))
            return 'false';
        throw new errors/* UserError */.yo(`${token.rawName} is either true or false, not ${JSON.stringify(token.value)}`);
    }
    if (token.value === undefined) {
        throw new errors/* UserError */.yo(`${token.rawName} needs a value`, { hint: `Write ${token.rawName} ${flag.value ?? 'VALUE'}.` });
    }
    const short = !token.rawName.startsWith('--');
    // As docker's flags: -f=FILE is -f FILE.
    return short && token.inlineValue === true ? token.value.replace(/^=/, '') : token.value;
}
function unknownFlag(verb, rawName, byName) {
    const nearest = nearestName(rawName.replace(/^-+/, ''), [...byName.values()].filter(isOurs).map((flag) => flag.name));
    return new errors/* UserError */.yo(`unknown flag ${rawName}`, {
        hint: nearest === undefined ? `See: layer-build ${verb} --help` : `Did you mean --${nearest}?`,
    });
}
function isOurs(flag) {
    return flag.foreign === undefined;
}

;// CONCATENATED MODULE: ./lib/cli/build-verb.js













/**
 * `layer-build build`.
 *
 * @returns the exit code
 * @throws FailedBuild with what the build threw, after the report was written
 */
async function buildVerb(argv, around) {
    const args = parseArgv('build', argv, BUILD_FLAGS);
    if (args.boolean('help')) {
        around.stdout.write(verbHelp('build', 'CONTEXT', BUILD_HELP, BUILD_FLAGS));
        return 0;
    }
    const request = readBuildRequest(args, around, around.stdin);
    if (request.call.kind === 'check')
        return checkDockerfile(request, request.call, around);
    await buildImage(request, around);
    return 0;
}
async function buildImage(request, around) {
    const report = new ReportBuilder();
    const failedOutput = new FailedOutput();
    let result;
    try {
        result = await runBuild(request, [report.sink, failedOutput.sink], around);
    }
    catch (error) {
        const reason = around.signal.aborted ? around.signal.reason : (0,exit_code/* classifyError */.fe)(error);
        await writeReport(request, report, around, reason);
        throw new FailedBuild(reason, failedOutput.lines());
    }
    await writeReport(request, report, around);
    if (request.iidFile !== undefined)
        await writeOut('--iidfile', request.iidFile, result.imageId, around);
    if (request.metadataFile !== undefined) {
        const text = `${JSON.stringify(buildMetadata(result), null, 2)}\n`;
        await writeOut('--metadata-file', request.metadataFile, text, around);
    }
    if (request.progress === 'quiet' && !archiveOnStdout(request.options))
        around.stdout.write(`${result.imageId}\n`);
}
const BUILD_HELP = `Builds an image from a Dockerfile.

CONTEXT is a folder, or - for a tar or a lone Dockerfile on standard input. Progress goes to
standard output, or to standard error when an archive (dest=-) goes there; errors go to
standard error.

Exit codes: 0 built; 1 the Dockerfile, a flag or a step is at fault; 69 a registry, the disk or
a missing program is; 70 a bug in layer-build; 130 or 143 interrupted.`;
async function runBuild(request, listeners, around) {
    const out = archiveOnStdout(request.options) ? around.stderr : around.stdout;
    const progress = openProgress(request.progress, out, around);
    const sink = (event) => {
        for (const listener of listeners)
            listener(event);
        progress.sink(event);
    };
    try {
        for (const message of request.warnings)
            sink({ type: 'warning', message });
        const build = await around.loadBuild();
        return await withDockerfile(request, around, (options) => build(options, request.machine, sink, around.signal));
    }
    finally {
        progress.close();
    }
}
function archiveOnStdout(options) {
    return options.outputs.some((output) => output.type !== 'registry' && output.dest === '-');
}
async function writeReport(request, report, around, error) {
    if (request.reportFile === undefined)
        return;
    const text = `${JSON.stringify(report.report(error), null, 2)}\n`;
    try {
        await writeOut('--report', request.reportFile, text, around);
    }
    catch (failure) {
        // A build that failed is told of first; that the report is missing too is seen by itself.
        if (error === undefined)
            throw failure;
    }
}
async function writeOut(flag, file, text, around) {
    try {
        await around.writeFile(file, text);
    }
    catch (error) {
        throw new errors/* UserError */.yo(`${flag}: cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./lib/cli/table.js
/** Columns for a terminal, as wide as their longest cell; text of images is untrusted, so control characters are shown as dots. */
function table(head, rows) {
    const all = [head, ...rows].map((row) => row.map((cell) => cell.replace(/\p{Cc}/gu, '·')));
    const widths = head.map((_title, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
    return all
        .map((row) => row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd() + '\n')
        .join('');
}

;// CONCATENATED MODULE: ./lib/cli/image-verbs.js










const FORCE = { name: 'force', short: 'f', kind: 'boolean', help: 'also by an id that has several names' };
const OUTPUT = {
    name: 'output',
    short: 'o',
    kind: 'string',
    value: 'FILE',
    help: 'file to write (default: standard output)',
};
const INPUT = {
    name: 'input',
    short: 'i',
    kind: 'string',
    value: 'FILE',
    help: 'file to read (default: standard input)',
};
const PLATFORM = { name: 'platform', kind: 'string', value: 'P', help: 'platform to pull, e.g. linux/arm64' };
const ALL = {
    name: 'all',
    short: 'a',
    kind: 'boolean',
    help: 'also the step cache: the next build starts from nothing',
};
const IMAGE_VERBS = {
    images: { summary: 'list the images of the local store', operands: '', count: [0, 0], run: listImages },
    history: { summary: 'show how an image was made', operands: 'IMAGE', count: [1, 1], run: showHistory },
    inspect: { summary: 'show what an image says of itself, as JSON', operands: 'IMAGE', count: [1, 1], run: inspect },
    tag: {
        summary: 'give an image another name',
        operands: 'IMAGE NAME',
        count: [2, 2],
        run: (images, args) => images.tag(operand(args, 0), operand(args, 1)),
    },
    rmi: {
        summary: 'remove images, or names of them',
        operands: 'IMAGE…',
        count: [1, Infinity],
        flags: [FORCE],
        run: removeImages,
    },
    save: {
        summary: 'write an image as an archive for docker load',
        operands: 'IMAGE',
        count: [1, 1],
        flags: [OUTPUT],
        run: save,
    },
    load: { summary: 'take images from an archive', operands: '', count: [0, 0], flags: [INPUT], run: load },
    pull: { summary: 'fetch an image from its registry', operands: 'IMAGE', count: [1, 1], flags: [PLATFORM], run: pull },
    push: { summary: 'push an image to the registry that its name says', operands: 'IMAGE', count: [1, 1], run: push },
    prune: {
        summary: 'remove what no image and no step record needs',
        operands: '',
        count: [0, 0],
        flags: [ALL],
        run: pruneStore,
    },
};
/** The verbs by name, each with what `--help` says of it. */
const imageVerbs = Object.entries(IMAGE_VERBS).map(([name, verb]) => ({
    name,
    summary: verb.summary,
    run: (argv, around) => runVerb(name, verb, argv, around),
}));
async function runVerb(name, verb, argv, around) {
    const flags = [...(verb.flags ?? []), ...COMMON_FLAGS];
    const args = parseArgv(name, argv, flags);
    if (args.boolean('help')) {
        around.stdout.write(verbHelp(name, verb.operands, `${capitalised(verb.summary)}.`, flags));
        return;
    }
    const [least, most] = verb.count;
    if (args.positionals.length < least || args.positionals.length > most) {
        throw new errors/* UserError */.yo(`layer-build ${name} takes ${verb.operands === '' ? 'no arguments' : verb.operands}`, {
            hint: `See: layer-build ${name} --help`,
        });
    }
    await withImages(readMachine(args, around), around, (images) => verb.run(images, args, around));
}
async function withImages(machine, around, work) {
    // What is printed is the verb's result, so progress goes beside it.
    const progress = openProgress('plain', around.stderr, around);
    const sink = (event) => progress.sink(event);
    try {
        const { LocalImages } = await around.loadImages();
        await LocalImages.use(machine, sink, around.signal, work);
    }
    finally {
        progress.close();
    }
}
async function listImages(images, _args, around) {
    const rows = (await images.list()).flatMap((image) => (image.names.length === 0 ? ['<none>:<none>'] : image.names).map((name) => {
        const colon = name.lastIndexOf(':');
        return [
            name.slice(0, colon),
            name.slice(colon + 1),
            (0,oci_digest/* shortDigest */.VK)(image.imageId),
            age(image.created),
            formatBytes(image.size),
        ];
    }));
    around.stdout.write(table(['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE'], rows));
}
async function showHistory(images, args, around) {
    const rows = (await images.history(operand(args, 0))).map((line) => [
        line.created === undefined ? '' : age(line.created),
        line.created_by ?? '',
        formatBytes(line.size),
        line.comment ?? '',
    ]);
    around.stdout.write(table(['CREATED', 'CREATED BY', 'SIZE', 'COMMENT'], rows));
}
async function inspect(images, args, around) {
    const { summary, config, manifest } = await images.inspect(operand(args, 0));
    const shown = {
        Id: summary.imageId,
        RepoTags: summary.names,
        Digest: summary.digest,
        Created: summary.created,
        Author: config.author ?? '',
        Architecture: config.architecture,
        Os: config.os,
        Size: summary.size,
        Config: config.config ?? {},
        RootFS: { Type: 'layers', Layers: config.rootfs.diff_ids },
        Layers: manifest.layers,
    };
    around.stdout.write(`${JSON.stringify([shown], null, 2)}\n`);
}
async function removeImages(images, args, around) {
    for (const name of args.positionals) {
        const { untagged, deleted } = await images.remove(name, args.boolean('force'));
        for (const reference of untagged)
            around.stdout.write(`Untagged: ${reference}\n`);
        for (const digest of deleted)
            around.stdout.write(`Deleted: ${digest}\n`);
    }
}
async function save(images, args, around) {
    const file = args.string('output');
    if (file !== undefined)
        return images.save(operand(args, 0), external_node_path_.resolve(around.cwd, file));
    if (around.stdout.isTTY === true) {
        throw new errors/* UserError */.yo('an archive is nothing for a terminal', { hint: 'Give a file with --output.' });
    }
    for await (const chunk of images.saveStream(operand(args, 0)))
        await around.writeBytes(chunk);
}
async function load(images, args, around) {
    const file = args.string('input');
    const names = await images.load(file === undefined ? around.stdin : external_node_path_.resolve(around.cwd, file));
    for (const name of names)
        around.stdout.write(`Loaded image: ${name}\n`);
}
async function pull(images, args, around) {
    around.stdout.write(`Digest: ${await images.pull(operand(args, 0), args.string('platform'))}\n`);
}
async function push(images, args, around) {
    around.stdout.write(`Digest: ${await images.push(operand(args, 0))}\n`);
}
async function pruneStore(images, args, around) {
    const { images: removed, blobs, bytes } = await images.prune(args.boolean('all'));
    for (const digest of removed)
        around.stdout.write(`Deleted: ${digest}\n`);
    around.stdout.write(`Removed ${blobs.length} blobs, ${formatBytes(bytes)}\n`);
}
function operand(args, index) {
    return args.positionals[index] ?? '';
}
function capitalised(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
const AGES = [
    [31_536_000, 'year'],
    [2_592_000, 'month'],
    [604_800, 'week'],
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
];
/** `3 hours ago`, as docker says it. */
function age(created) {
    const seconds = Math.max(0, (Date.now() - Date.parse(created)) / 1000);
    const [unit, name] = AGES.find(([least]) => seconds >= least) ?? [1, 'second'];
    const count = Math.floor(seconds / unit);
    return `${count} ${name}${count === 1 ? '' : 's'} ago`;
}

;// CONCATENATED MODULE: ./lib/cli/run.js











/** Every verb of the program. */
const run_VERBS = new Map([
    ['build', { summary: 'build an image from a Dockerfile', run: buildVerb }],
    ...imageVerbs.map(({ name, summary, run }) => [name, { summary, run: endingWell(run) }]),
    ['help', { summary: 'show this text', run: showHelp }],
    ['version', { summary: 'print the version', run: showVersion }],
]);
/** A verb that either does what it says or throws. */
function endingWell(run) {
    return async (argv, around) => {
        await run(argv, around);
        return 0;
    };
}
/**
 * Runs one command line and renders its error, if any.
 *
 * @returns the exit code
 */
async function runCli(argv, around) {
    try {
        const [verb, ...rest] = argv;
        return await findVerb(verb).run(rest, around);
    }
    catch (error) {
        const { reason, lastOutput } = error instanceof FailedBuild ? error : { reason: error, lastOutput: [] };
        printError(reason, lastOutput, around);
        return (0,exit_code/* exitCodeOf */.FO)(reason);
    }
}
function findVerb(name) {
    const wanted = name === undefined || name === '--help' || name === '-h' ? 'help' : name;
    const verb = run_VERBS.get(wanted === '--version' || wanted === '-v' ? 'version' : wanted);
    if (verb !== undefined)
        return verb;
    const nearest = nearestName(wanted, run_VERBS.keys());
    throw new errors/* UserError */.yo(`unknown verb ${JSON.stringify(wanted)}`, {
        hint: nearest === undefined ? 'See: layer-build --help' : `Did you mean layer-build ${nearest}?`,
    });
}
function showHelp(_argv, around) {
    around.stdout.write(programHelp([...run_VERBS].map(([name, verb]) => [name, verb.summary])));
    return Promise.resolve(0);
}
function showVersion(_argv, around) {
    around.stdout.write(`layer-build ${version/* VERSION */.x}\n`);
    return Promise.resolve(0);
}
function printError(error, lastOutput, around) {
    const text = error instanceof exit_code/* Interruption */._n ? `${error.message}\n` : renderError(error, lastOutput);
    // An error can quote a step's output, which must not become a workflow command.
    around.stderr.write(onGithub(around) ? disarmCommands(text) : text);
}


/***/ }),

/***/ 1914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ Breather)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);

/** Milliseconds of synchronous work after which timers, sockets and signals get their turn. */
const SLICE = 10;
/**
 * Lets a long run of synchronous file system calls, which is much cheaper than as many asynchronous ones, leave the event
 * loop its share.
 */
class Breather {
    #signal;
    #since = performance.now();
    constructor(signal) {
        this.#signal = signal;
    }
    /**
     * Asked between two pieces of work; a promise to wait for when it is time to pause.
     *
     * @throws the signal's reason once it is aborted
     */
    pause() {
        this.#signal?.throwIfAborted();
        const now = performance.now();
        if (now - this.#since < SLICE)
            return undefined;
        return (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setImmediate)().then(() => {
            this.#since = performance.now();
        });
    }
}


/***/ }),

/***/ 3604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  n: () => (/* binding */ DirectoryContext)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/layer/name.js
var layer_name = __nccwpck_require__(2150);
;// CONCATENATED MODULE: ./lib/layer/file-content.js


/** Bytes a read; also the most that a small file may have to be read in one piece. */
const CHUNK = 512 * 1024;
/** Buffers of readings that ended: thousands of small files would else leave as many for the garbage collector. */
const spare = [];
const MAX_SPARE = 4;
/**
 * The bytes of the regular file at `path` (as in `name.ts`), read synchronously, the last symbolic link not followed; for
 * `LayerWriter.add`. Small files come as one chunk. Chunks are only valid until the next one is asked for, or the end.
 *
 * @param size bytes that are expected; what is really there is read to its end
 * @throws what `openSync` and `readSync` throw
 */
function* fileContent(path, size) {
    // Without O_NONBLOCK, a path that became a fifo since its lstat would hang the process.
    const fd = (0,external_node_fs_.openSync)((0,layer_name/* fsPath */.Jk)(path), external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
    const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK);
    try {
        for (let total = 0;;) {
            const count = (0,external_node_fs_.readSync)(fd, buffer, 0, buffer.length, null);
            if (count === 0)
                return;
            total += count;
            yield count === buffer.length ? buffer : buffer.subarray(0, count);
            // The end of a small file shows in the read that takes its content.
            if (total === size && count < buffer.length)
                return;
        }
    }
    finally {
        if (spare.length < MAX_SPARE)
            spare.push(buffer);
        (0,external_node_fs_.closeSync)(fd);
    }
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __nccwpck_require__(9501);
// EXTERNAL MODULE: ./lib/context/breather.js
var breather = __nccwpck_require__(1914);
;// CONCATENATED MODULE: ./lib/context/context-entry.js


/**
 * What lies at `file`, as BuildKit sends it: owner 0:0, all twelve mode bits, times in whole seconds, no extended attributes
 * (Node cannot read them). Devices and fifos are kept; a socket becomes an empty regular file, since BuildKit's sender clears
 * the socket bit and nothing remains that says otherwise. A second name of a file is a file of its own.
 *
 * @param file absolute path, as in `name.ts`
 * @param path what the entry is called
 * @returns undefined when nothing lies there
 * @throws what `lstat` throws otherwise, e.g. EACCES
 */
function readContextEntry(file, path, platform) {
    const stats = lstatOrNothing(file);
    if (stats === undefined)
        return undefined;
    const mode = permissions(stats, platform);
    const mtime = Math.floor(stats.mtimeMs / 1000);
    const identity = { size: stats.size, mtimeMs: stats.mtimeMs, inode: stats.ino };
    const entryOf = () => {
        const metadata = { path, mode, uid: 0, gid: 0, mtime };
        if (stats.isDirectory())
            return { ...metadata, type: 'directory' };
        if (stats.isSymbolicLink())
            return { ...metadata, type: 'symlink', target: linkTarget(file, platform) };
        if (stats.isFIFO())
            return { ...metadata, type: 'fifo' };
        if (stats.isCharacterDevice())
            return { ...metadata, type: 'char', ...deviceNumbers(stats.rdev) };
        if (stats.isBlockDevice())
            return { ...metadata, type: 'block', ...deviceNumbers(stats.rdev) };
        // Spelt out: a spread would give each of many thousand entries a hidden class of its own.
        return { type: 'file', path, mode, uid: 0, gid: 0, mtime, size: stats.isFile() ? stats.size : 0 };
    };
    return { entry: entryOf(), identity, readable: stats.isFile() };
}
function sameIdentity(file, identity) {
    const stats = lstatOrNothing(file);
    return (stats !== undefined &&
        stats.size === identity.size &&
        stats.mtimeMs === identity.mtimeMs &&
        stats.ino === identity.inode);
}
function lstatOrNothing(file) {
    try {
        return (0,external_node_fs_.lstatSync)((0,layer_name/* fsPath */.Jk)(file), { throwIfNoEntry: false });
    }
    catch (error) {
        const code = error.code;
        // No name on this system can be as long, or have a NUL in it: there is nothing of that name.
        if (code === 'ENAMETOOLONG' || code === 'ERR_INVALID_ARG_VALUE')
            return undefined;
        throw error;
    }
}
function permissions(stats, platform) {
    // Windows has no executable bit, so BuildKit sets it on everything, and takes the bits of others' write access away.
    if (platform === 'win32')
        return (stats.mode | 0o111) & 0o755;
    // A link's own mode is 0777 on Linux and follows the umask elsewhere, where it means as little.
    return stats.isSymbolicLink() ? 0o777 : stats.mode & 0o7777;
}
function linkTarget(file, platform) {
    const target = (0,layer_name/* decodeName */.e4)((0,external_node_fs_.readlinkSync)((0,layer_name/* fsPath */.Jk)(file), { encoding: 'buffer' }));
    return platform === 'win32' ? target.replaceAll('\\', '/') : target;
}
/** Linux's `makedev` undone, for numbers of up to 32 bits, as BuildKit's fsutil reads them. */
function deviceNumbers(device) {
    return { major: (device >>> 8) & 0xfff, minor: (device & 0xff) | ((device >>> 12) & 0xfff00) };
}

;// CONCATENATED MODULE: ./lib/context/directory-files.js



/** What really lies in a directory, hidden or not. */
class DirectoryFiles {
    #root;
    #prefix;
    #label;
    #platform;
    constructor(root, label, platform) {
        this.#root = root;
        this.#prefix = root.endsWith('/') ? root : `${root}/`;
        this.#label = label;
        this.#platform = platform;
    }
    read(path) {
        // A name with a backslash or a colon would be another path on Windows; nothing there can be called so.
        if (this.#platform === 'win32' && /[\\:]/.test(path))
            return undefined;
        try {
            return readContextEntry(this.path(path), path, this.#platform);
        }
        catch (error) {
            throw this.error(path, error);
        }
    }
    names(path) {
        try {
            return (0,layer_name/* readNames */.r6)(this.path(path));
        }
        catch (error) {
            throw this.error(path, error);
        }
    }
    /** Where the file at `path` of the context lies on this machine. */
    path(path) {
        // Not `join`, which takes as long as looking at the file does.
        return path === '' ? this.#root : `${this.#prefix}${path}`;
    }
    /** What to throw for an error of the file system at `path`. */
    error(path, cause) {
        const code = cause instanceof Error ? cause.code : undefined;
        if (cause instanceof Error && code === undefined)
            return cause;
        if (code === 'EACCES' || code === 'EPERM') {
            return new errors/* UserError */.yo(`no permission to read ${(0,layer_name/* displayName */.QC)(path)} in ${this.#label}`, {
                hint: 'Make it readable, or name it in .dockerignore.',
                cause,
            });
        }
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENXIO')
            return this.changed(path);
        return new errors/* InfraError */.Ri(`cannot read ${(0,layer_name/* displayName */.QC)(path)} in ${this.#label}`, { cause });
    }
    changed(path) {
        return new errors/* InfraError */.Ri(`${(0,layer_name/* displayName */.QC)(path)} in ${this.#label} changed while it was read`, {
            retryable: true,
            hint: 'Stop what writes to it during the build, or name it in .dockerignore.',
        });
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: ./lib/layer/file-digest.js
var file_digest = __nccwpck_require__(564);
;// CONCATENATED MODULE: ./lib/context/file-digests.js







/** Up to here, opening a file costs more than reading it, and asynchronous calls would cost a multiple of both. */
const SMALL = 256 * 1024;
const file_digests_CHUNK = 1024 * 1024;
/** Hashing is one thread's work; more readers than this only keep more chunks in memory. */
const READERS = 4;
/** Whether a file is better hashed by `hashSmallFile`. */
function isSmallFile(size) {
    return size <= SMALL;
}
/**
 * The digest of what is in `file`, and how many bytes that is.
 *
 * @param size bytes that it is known to have
 * @throws what `openSync` and `readSync` throw
 */
function hashSmallFile(file, size) {
    const digest = new file_digest/* FileDigest */.d(size);
    for (const chunk of fileContent(file, size))
        digest.update(chunk);
    return { digest: digest.digest(), bytes: digest.seen };
}
/** Hashes big files, a few at a time beside each other. */
async function hashBigFiles(jobs, breather) {
    const left = [...jobs];
    const reader = async () => {
        for (let job = left.shift(); job !== undefined; job = left.shift())
            await hashBig(job, breather);
    };
    await Promise.all(Array.from({ length: Math.min(READERS, left.length) }, reader));
}
async function hashBig(job, breather) {
    try {
        const hash = (0,external_node_crypto_.createHash)('sha256');
        let bytes = 0;
        // O_NONBLOCK: a path that became a fifo since it was looked at must not hang the build.
        const handle = await (0,promises_.open)((0,layer_name/* fsPath */.Jk)(job.file), external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
        try {
            const buffer = Buffer.allocUnsafe(file_digests_CHUNK);
            for (;;) {
                const { bytesRead } = await handle.read(buffer, 0, file_digests_CHUNK);
                if (bytesRead === 0)
                    break;
                hash.update(buffer.subarray(0, bytesRead));
                bytes += bytesRead;
                await breather.pause();
            }
        }
        finally {
            await handle.close();
        }
        job.done((0,digest/* digestOfHex */.z9)(hash.digest('hex')), bytes);
    }
    catch (error) {
        job.failed(error);
    }
}

// EXTERNAL MODULE: ./lib/context/visible-tree.js
var visible_tree = __nccwpck_require__(6962);
;// CONCATENATED MODULE: ./lib/context/directory-context.js









const EMPTY = (0,digest/* sha256 */.sc)('');
/**
 * A directory of this machine as a build context. Nothing is read before it is asked for, and then once: a COPY of `src/`
 * never looks into `node_modules/`, and a build sees one state of every file or fails.
 */
class DirectoryContext {
    label;
    /** Absolute path of the directory, without links. */
    root;
    #files;
    #tree;
    #breather;
    /** Promises only for the big files: one for each of many thousand small ones would cost more memory than their digests. */
    #digests = new Map();
    constructor(root, options) {
        this.root = root;
        this.label = options.label ?? 'the build context';
        this.#breather = new breather/* Breather */.i(options.signal);
        this.#files = new DirectoryFiles(root, this.label, options.platform ?? process.platform);
        this.#tree = new visible_tree/* VisibleTree */.J(this.#files, options.ignore, this.#breather);
    }
    /** @throws UserError when `options.root` is no directory */
    static open(options) {
        return new DirectoryContext(contextRoot(options.root), options);
    }
    /** @throws UserError when it may not be looked at */
    async lstat(path) {
        return (await this.#tree.visible(path))?.entry;
    }
    /** @throws UserError when the directory may not be read */
    readdir(path) {
        return this.#tree.names(path);
    }
    ignoredBy(path) {
        return this.#tree.ignoredBy(path);
    }
    /** @throws InfraError when a file is no longer what it was when it was looked at; UserError when it may not be read */
    async digests(paths) {
        const jobs = [];
        for (const path of paths) {
            if (this.#digests.has(path))
                continue;
            const file = await this.#file(path);
            if (this.#digests.has(path))
                continue;
            this.#digests.set(path, file.readable ? this.#hash(path, file, jobs) : EMPTY);
        }
        try {
            await hashBigFiles(jobs, this.#breather);
        }
        catch (error) {
            for (const job of jobs)
                job.failed(error);
            throw error;
        }
        const digests = new Map();
        for (const path of paths) {
            const known = this.#digests.get(path);
            const digest = typeof known === 'object' ? await known : known;
            if (digest !== undefined)
                digests.set(path, digest);
        }
        return digests;
    }
    #hash(path, file, jobs) {
        if (!isSmallFile(file.entry.size))
            return this.#queue(path, file, jobs);
        let hashed;
        try {
            hashed = hashSmallFile(this.#files.path(path), file.entry.size);
        }
        catch (error) {
            throw this.#files.error(path, error);
        }
        if (!this.#isUnchanged(path, file, hashed.bytes))
            throw this.#files.changed(path);
        return hashed.digest;
    }
    #queue(path, file, jobs) {
        const digest = new Promise((resolve, reject) => {
            const done = (made, bytes) => {
                if (this.#isUnchanged(path, file, bytes))
                    resolve(made);
                else
                    reject(this.#files.changed(path));
            };
            const failed = (error) => reject(this.#files.error(path, error));
            jobs.push({ file: this.#files.path(path), done, failed });
        });
        // Whoever waits for it hears of a failure; one that nobody waits for any more must not end the process.
        digest.catch(() => undefined);
        return digest;
    }
    /**
     * In the order of the paths.
     *
     * @throws as `digests` does; for a change, at the latest after a file's last byte
     */
    async *contents(paths) {
        for (const path of [...new Set(paths)].sort()) {
            const file = await this.#file(path);
            yield { path, size: file.entry.size, data: file.readable ? this.#read(path, file) : [] };
        }
    }
    *#read(path, file) {
        const { size } = file.entry;
        let bytes = 0;
        const chunks = fileContent(this.#files.path(path), size);
        try {
            for (;;) {
                const chunk = next(chunks, (error) => this.#files.error(path, error));
                // More than was announced must not reach a layer whose header is already written.
                if (chunk === undefined || bytes + chunk.length > size)
                    break;
                bytes += chunk.length;
                yield chunk;
            }
        }
        finally {
            chunks.return();
        }
        if (!this.#isUnchanged(path, file, bytes))
            throw this.#files.changed(path);
    }
    #isUnchanged(path, file, bytes) {
        return bytes === file.entry.size && sameIdentity(this.#files.path(path), file.identity);
    }
    async #file(path) {
        const found = await this.#tree.visible(path);
        if (found === undefined || !isFile(found)) {
            throw new errors/* EngineBug */.Bp(`${JSON.stringify(path)} is no regular file of ${this.label}`);
        }
        return found;
    }
}
function isFile(found) {
    return found.entry.type === 'file';
}
/** The next piece, with errors of the file system told apart from those that the consumer throws at its `yield`. */
function next(chunks, explain) {
    try {
        const result = chunks.next();
        return result.done === true ? undefined : result.value;
    }
    catch (error) {
        throw explain(error);
    }
}
function contextRoot(path) {
    try {
        const root = (0,external_node_fs_.realpathSync)(path);
        if ((0,external_node_fs_.statSync)(root).isDirectory())
            return root;
    }
    catch (error) {
        const code = error.code;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            throw new errors/* UserError */.yo(`build context ${path} not found`, { cause: error });
        throw new errors/* InfraError */.Ri(`cannot open the build context ${path}`, { cause: error });
    }
    throw new errors/* UserError */.yo(`build context ${path} is not a directory`, {
        hint: 'Give the directory, and the Dockerfile in it with -f.',
    });
}


/***/ }),

/***/ 7844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ loadIgnoreFile),
/* harmony export */   k: () => (/* binding */ ignoreFileOf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(452);
/* harmony import */ var _layer_ignore_patterns_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(17);




/**
 * The patterns of a build: those of `<Dockerfile>.dockerignore` beside the Dockerfile where there is one, else those of
 * `.dockerignore` at the root of the context. They are never both used.
 *
 * @param root absolute path of the context
 * @param dockerfile absolute path of the Dockerfile; absent when it came from standard input
 * @throws UserError at a line that is no pattern
 */
function loadIgnoreFile(root, dockerfile) {
    if (dockerfile !== undefined) {
        const name = `${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(dockerfile)}.dockerignore`;
        const own = readInside((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(dockerfile), name);
        if (own !== undefined)
            return (0,_layer_ignore_patterns_js__WEBPACK_IMPORTED_MODULE_3__/* .readIgnoreFile */ .rj)(own, name);
    }
    const common = readInside(root, '.dockerignore');
    return common === undefined ? [] : (0,_layer_ignore_patterns_js__WEBPACK_IMPORTED_MODULE_3__/* .readIgnoreFile */ .rj)(common, '.dockerignore');
}
/**
 * The same for a context that is an archive, with the Dockerfile in it.
 *
 * @param dockerfile path in the archive
 */
function ignoreFileOf(files, dockerfile) {
    const names = dockerfile === undefined ? [] : [`${dockerfile}.dockerignore`];
    for (const name of [...names, '.dockerignore']) {
        const bytes = files.fileAt(name);
        if (bytes !== undefined)
            return (0,_layer_ignore_patterns_js__WEBPACK_IMPORTED_MODULE_3__/* .readIgnoreFile */ .rj)(bytes, name);
    }
    return [];
}
/**
 * What is no file, or leads out of `directory`, counts as absent, as with BuildKit. A link out of the context must not be
 * followed: an error that quotes a line would show a file of the machine.
 */
function readInside(directory, name) {
    try {
        const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(directory), (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, name)));
        if (inside === '..' || inside.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`))
            return undefined;
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(directory), inside));
    }
    catch (error) {
        const code = error.code;
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ELOOP')
            return undefined;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InfraError */ .Ri(`cannot read ${name}`, { cause: error });
    }
}


/***/ }),

/***/ 6962:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ VisibleTree)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _layer_ignore_patterns_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(17);


/**
 * A tree without what its .dockerignore hides. An excluded directory is there all the same if something below it is taken
 * back in, as in the tree that BuildKit sends. What was seen once is remembered: a build sees one state.
 */
class VisibleTree {
    #raw;
    #matcher;
    #breather;
    #entries = new Map();
    /** Of directories: of files they are asked for once. */
    #verdicts = new Map();
    #names = new Map();
    constructor(raw, ignore, breather) {
        this.#raw = raw;
        this.#matcher = _layer_ignore_patterns_js__WEBPACK_IMPORTED_MODULE_1__/* .IgnoreMatcher */ .Ds.of(ignore);
        this.#breather = breather;
    }
    /** The entry at `path`, unless .dockerignore hides it. */
    async visible(path) {
        await this.#breather.pause();
        if (path === '')
            return this.#look(path);
        // What cannot matter is not looked at: the file system of a hidden tree may be slow, or closed to us.
        const hidden = this.#verdict(path).excluded;
        if (hidden && !this.#matcher.mayContainIncluded(path))
            return undefined;
        const found = this.#look(path);
        if (!hidden || found === undefined)
            return found;
        return found.entry.type === 'directory' && (await this.names(path)).length > 0 ? found : undefined;
    }
    /** Names of what is visible in the directory at `path`, sorted by code unit. */
    names(path) {
        const known = this.#names.get(path);
        if (known !== undefined)
            return known;
        const names = this.#readNames(path);
        this.#names.set(path, names);
        return names;
    }
    /** The pattern that hides what exists at `path`. */
    async ignoredBy(path) {
        if (this.#look(path) === undefined || (await this.visible(path)) !== undefined)
            return undefined;
        return this.#verdict(path).pattern;
    }
    /** The entry at `path`, hidden or not. Nothing outside of the root is ever seen: no link on the way is followed. */
    #look(path) {
        if (this.#entries.has(path))
            return this.#entries.get(path);
        const found = this.#isReached(path) ? this.#raw.read(path) : undefined;
        this.#entries.set(path, found);
        return found;
    }
    #isReached(path) {
        if (path === '')
            return true;
        if (path.startsWith('/'))
            return false;
        const name = path.slice(path.lastIndexOf('/') + 1);
        if (name === '' || name === '.' || name === '..')
            return false;
        return this.#look(parentOf(path))?.entry.type === 'directory';
    }
    #verdict(path) {
        return path === '' ? this.#matcher.root : this.#matcher.matchesBelow(this.#directoryVerdict(parentOf(path)), path);
    }
    #directoryVerdict(path) {
        let verdict = this.#verdicts.get(path);
        if (verdict === undefined) {
            verdict = this.#verdict(path);
            this.#verdicts.set(path, verdict);
        }
        return verdict;
    }
    async #readNames(path) {
        await this.#breather.pause();
        const verdict = this.#directoryVerdict(path);
        if (verdict.excluded && !this.#matcher.mayContainIncluded(path))
            return [];
        if (this.#look(path)?.entry.type !== 'directory')
            return [];
        const visible = [];
        for (const name of [...this.#allNames(path, verdict)].sort()) {
            const child = path === '' ? name : `${path}/${name}`;
            const hidden = this.#matcher.matchesBelow(verdict, child).excluded;
            if (!hidden || (await this.visible(child)) !== undefined)
                visible.push(name);
        }
        return visible;
    }
    #allNames(path, verdict) {
        try {
            return this.#raw.names(path);
        }
        catch (error) {
            // A hidden directory that may not be read hides everything in it.
            if (verdict.excluded && error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo)
                return [];
            throw error;
        }
    }
}
function parentOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}


/***/ }),

/***/ 3680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $y: () => (/* binding */ splitFirst),
/* harmony export */   Bq: () => (/* binding */ trim),
/* harmony export */   Dw: () => (/* binding */ trimStart),
/* harmony export */   FO: () => (/* binding */ splitAtBlanks),
/* harmony export */   z3: () => (/* binding */ isBlank)
/* harmony export */ });
/* unused harmony export trimEnd */
/** Blanks beyond ASCII as Go's unicode.IsSpace has them; JavaScript's `\s` is a slightly other set. */
const WIDE_BLANKS = new Set('\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000');
/** @param char one character; an empty text is no blank */
function isBlank(char) {
    const code = char.charCodeAt(0);
    if (code <= 0x20)
        return code === 0x20 || (code >= 0x09 && code <= 0x0d);
    return code >= 0x85 && WIDE_BLANKS.has(char);
}
function trimStart(text) {
    let start = 0;
    while (start < text.length && isBlank(text.charAt(start)))
        start += 1;
    return text.slice(start);
}
function trimEnd(text) {
    // Not by an end-anchored pattern, which is quadratic on long runs of blanks in the middle.
    let end = text.length;
    while (end > 0 && isBlank(text.charAt(end - 1)))
        end -= 1;
    return text.slice(0, end);
}
function trim(text) {
    return trimEnd(trimStart(text));
}
/** Splits at runs of blanks, line ends not among them; a leading or trailing run gives an empty first or last part. */
function splitAtBlanks(text) {
    return text.split(/[\t\v\f\r ]+/);
}
/** The first word, and what follows the blanks behind it. */
function splitFirst(text) {
    const blank = /[\t\v\f\r ]+/.exec(text);
    if (blank === null)
        return [text, undefined];
    return [text.slice(0, blank.index), text.slice(blank.index + blank[0].length)];
}


/***/ }),

/***/ 259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ excerptOf)
/* harmony export */ });
/** Longest excerpt in lines; the middle of a longer instruction says little. */
const MOST_LINES = 12;
/** Longest line that is shown whole. */
const MOST_COLUMNS = 160;
/**
 * The lines of an instruction with their numbers and a `>` before each that belongs to it, with one line around for context.
 *
 * @param lines of the whole file
 * @param mark columns to point at from below
 */
function excerptOf(lines, range, mark) {
    const first = Math.max(1, range.start - 1);
    const last = Math.min(lines.length, Math.max(range.end, range.start) + 1);
    const width = String(last).length;
    const shown = [];
    for (let number = first; number <= last; number++) {
        const inside = number >= range.start && number <= range.end;
        if (number - first === MOST_LINES && last - number > 2) {
            shown.push(`${' '.repeat(width + 2)} | …`);
            number = last - 2;
            continue;
        }
        const text = lines[number - 1] ?? '';
        shown.push(`${inside ? '>' : ' '} ${String(number).padStart(width)} | ${cut(text)}`);
        if (mark?.line === number && mark.column <= MOST_COLUMNS) {
            shown.push(`${' '.repeat(width + 2)} | ${pointer(text, mark)}`);
        }
    }
    return shown.join('\n');
}
function pointer(text, mark) {
    const indent = text.slice(0, mark.column - 1).replace(/[^\t]/g, ' ');
    return indent + '^'.repeat(Math.max(1, Math.min(mark.endColumn, MOST_COLUMNS) - mark.column + 1));
}
/** Control characters are not for a terminal or a log: a Dockerfile may come with somebody's pull request. */
function cut(line) {
    const shown = line.length > MOST_COLUMNS ? `${line.slice(0, MOST_COLUMNS)}…` : line;
    return shown.replace(/(?!\t)\p{Cc}/gu, '\ufffd');
}


/***/ }),

/***/ 4:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AK: () => (/* binding */ expandWords),
/* harmony export */   Vo: () => (/* binding */ expandWord),
/* harmony export */   nk: () => (/* binding */ expandHeredoc)
/* harmony export */ });
/* unused harmony exports referencedNames, variablesOf */
/* harmony import */ var _shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4781);

/** One word, with variables, quotes and escapes resolved. */
function expandWord(word, lookup, escape) {
    return (0,_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(word, lookup, { escape }).text;
}
/** The same for a word that may become several, as in EXPOSE. */
function expandWords(word, lookup, escape) {
    return (0,_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(word, lookup, { escape }).words;
}
/** The body of a here-document whose delimiter is not quoted: variables, but no quotes. */
function expandHeredoc(content, lookup) {
    return (0,_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(content, lookup, { escape: '\\', skipQuotes: true }).text;
}
/**
 * The variables that a word reads, whatever is set: also those of a default that would not be taken.
 *
 * @throws UserError without a place for a word that no value could make right
 */
function referencedNames(word, escape) {
    // Every variable has a value here, so that no `:?` fails.
    return lex(word, () => 'x', { escape }).matched;
}
/** The same, by whether each has a value: for checks and for keys. */
function variablesOf(word, lookup, escape) {
    return lex(word, lookup, { escape });
}


/***/ }),

/***/ 3628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ parseFileMode)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

const SET_UID = 0o4000;
const SET_GID = 0o2000;
const STICKY = 0o1000;
const EXECUTE = 0o111;
const ALL = SET_UID | SET_GID | 0o777;
/** The bits that belong to a class. The sticky bit is no class's: only `t` names it. */
const CLASSES = { a: ALL, u: SET_UID | 0o700, g: SET_GID | 0o070, o: 0o007 };
/** The bits of a permission in every class. */
const PERMISSIONS = { r: 0o444, w: 0o222, x: EXECUTE, X: EXECUTE };
/**
 * An octal mode (`755`, `0644`, up to `7777`) or a symbolic one as BSD's chmod(1) takes it (`u+x,go-w`, `a=rX`, `g=u`), which is
 * what BuildKit's library for it is made after; the umask is 0.
 *
 * @throws UserError without a place for anything else
 */
function parseFileMode(text) {
    if (/^\d/.test(text))
        return octalMode(text);
    const changes = text.split(',').flatMap((clause) => parseClause(clause, text));
    return {
        apply: (mode, isDirectory) => {
            const executable = isDirectory || (mode & EXECUTE) !== 0;
            return changes.reduce((changed, change) => applyChange(change, changed, executable), mode);
        },
    };
}
function octalMode(text) {
    const octal = /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Infinity;
    if (octal > 0o7777) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid chmod parameter: '${text}'. it should be octal string and between 0 and 07777`, {
            hint: 'Write it as 755, 0644 or u+x.',
        });
    }
    return { octal, apply: () => octal };
}
/** `[ugoa]*` and one or more of `[-+=][rwxXstugo]*`. */
function parseClause(clause, whole) {
    const match = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(clause);
    if (match === null) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid chmod parameter: '${whole}'`, { hint: 'Write it as 755, 0644 or u+x,go-w.' });
    }
    const [, classes = '', actions = ''] = match;
    const who = [...classes].reduce((bits, letter) => bits | (CLASSES[letter] ?? 0), 0);
    return [...actions.matchAll(/([-+=])([rwxXstugo]*)/g)].flatMap(([, operator = '', letters = '']) => changesOf(who, operator, letters));
}
/** @param who bits of the classes that are named; 0 for none, which means all */
function changesOf(who, operator, letters) {
    const changes = [];
    let reach = who;
    let bits = 0;
    let executable = 0;
    let cleared = operator !== '=';
    const masked = (wanted) => (reach === 0 ? wanted : reach & wanted);
    const flush = (atEnd) => {
        if (bits !== 0 || (atEnd && !cleared)) {
            if (operator === '=')
                changes.push({ kind: 'clear', bits: reach === 0 ? ALL : reach });
            changes.push({ kind: operator === '-' ? 'clear' : 'set', bits: masked(bits) });
            cleared = true;
            bits = 0;
        }
        if (executable !== 0)
            changes.push({ kind: 'set-executable', bits: masked(executable) });
        executable = 0;
    };
    for (const letter of letters) {
        if (letter === 'u' || letter === 'g' || letter === 'o') {
            flush(false);
            cleared = true;
            changes.push(copyOf(letter, operator, reach));
        }
        else if (letter === 's' || letter === 't') {
            // Said of others alone, neither means anything.
            if (reach !== 0 && (reach & ~0o007) === 0)
                continue;
            bits |= letter === 's' ? SET_UID | SET_GID : STICKY;
            if (letter === 't')
                reach |= STICKY;
        }
        else if (letter === 'X' && operator !== '-')
            executable |= EXECUTE;
        else
            bits |= PERMISSIONS[letter] ?? 0;
    }
    flush(true);
    return changes;
}
/** `g=u`: one class gets the permissions of another. */
function copyOf(source, operator, reach) {
    const shift = source === 'u' ? 6 : source === 'g' ? 3 : 0;
    const targets = [
        ...(reach === 0 || (reach & 0o400) !== 0 ? [6] : []),
        ...(reach === 0 || (reach & 0o040) !== 0 ? [3] : []),
        ...(reach === 0 || (reach & 0o004) !== 0 ? [0] : []),
    ];
    return { kind: 'copy', operator, shift, targets };
}
/** @param executable whether X counts, which the mode before the first change tells */
function applyChange(change, mode, executable) {
    switch (change.kind) {
        case 'set':
            return mode | change.bits;
        case 'clear':
            return mode & ~change.bits;
        case 'set-executable':
            return executable ? mode | change.bits : mode;
        case 'copy': {
            const value = (mode >> change.shift) & 7;
            return change.targets.reduce((changed, target) => {
                if (change.operator === '+')
                    return changed | (value << target);
                if (change.operator === '-')
                    return changed & ~(value << target);
                return (changed & ~(7 << target)) | (value << target);
            }, mode);
        }
    }
}


/***/ }),

/***/ 4799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ parseGitAddress),
/* harmony export */   X: () => (/* binding */ parseGitContext)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

const SCP_STYLE = /^([a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:.*?)(?:\?(.*?))?(?:#(.*))?$/;
const URL_STYLE = /^([a-zA-Z0-9]+):\/\/[^?#]*/;
/**
 * Reads the address of a git repository as BuildKit does (`frontend/dockerfile/dfgitutil`): `ssh://`, `git://` and
 * `user@host:path` always are one, `http(s)://` if the path ends in `.git`. Ref and folder stand in the fragment,
 * `#ref:folder`, or in the query, `?ref=…&subdir=…`.
 *
 * @returns undefined for anything else
 * @throws UserError when it is one, and its query says something that cannot be
 */
function parseGitAddress(text) {
    const parts = splitAddress(text);
    return parts === undefined ? undefined : addressOf(parts);
}
/**
 * The same for a build context, where docker also takes `github.com/owner/name` without a scheme.
 *
 * @throws UserError as `parseGitAddress`
 */
function parseGitContext(text) {
    if (!text.startsWith('github.com/'))
        return parseGitAddress(text);
    return addressOf(splitUrl(`https://${text}`, /^[^?#]*/.exec(`https://${text}`)?.[0] ?? ''));
}
function addressOf({ remote, query, fragment }) {
    const colon = fragment.indexOf(':');
    const address = {
        remote,
        ref: colon < 0 ? fragment : fragment.slice(0, colon),
        subdir: colon < 0 ? '' : cleanFolder(fragment.slice(colon + 1)),
        submodules: true,
        mtime: 'checkout',
        fetchByCommit: false,
    };
    readQuery(address, new URLSearchParams(query));
    return address;
}
function splitAddress(text) {
    const url = URL_STYLE.exec(text);
    if (url === null) {
        const scp = SCP_STYLE.exec(text);
        return scp === null ? undefined : { remote: scp[1] ?? '', query: scp[2] ?? '', fragment: scp[3] ?? '' };
    }
    const [remote, scheme = ''] = url;
    const known = /^(?:https?|ssh|git)$/i.test(scheme);
    if (!known || (/^https?$/i.test(scheme) && !decoded(remote).endsWith('.git')))
        return undefined;
    return splitUrl(text, remote);
}
function splitUrl(text, remote) {
    const rest = text.slice(remote.length);
    const hash = rest.indexOf('#');
    const query = hash < 0 ? rest : rest.slice(0, hash);
    return { remote, query: query.replace(/^\?/, ''), fragment: hash < 0 ? '' : decoded(rest.slice(hash + 1)) };
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
/** As a path below the root: `..` leads no further than to it. */
function cleanFolder(text) {
    const parts = [];
    for (const part of text.split('/')) {
        if (part === '..')
            parts.pop();
        else if (part !== '' && part !== '.')
            parts.push(part);
    }
    return parts.join('/');
}
const MAY_BE_EMPTY = new Set(['submodules', 'keep-git-dir', 'fetch-by-commit']);
function readQuery(address, query) {
    const names = {};
    for (const key of new Set(query.keys())) {
        const values = query.getAll(key);
        if (values.length > 1)
            throw wrong(`query ${quoted(key)} has multiple values`);
        const value = values[0] ?? '';
        if (value === '' && !MAY_BE_EMPTY.has(key))
            throw wrong(`query ${quoted(key)} has no value`);
        setField(address, names, key, value);
    }
    const { tag, branch } = names;
    if (tag !== undefined && branch !== undefined)
        throw wrong('branch conflicts with tag');
    if (tag !== undefined)
        setRef(address, prefixed('refs/tags/', tag));
    if (branch !== undefined)
        setRef(address, prefixed('refs/heads/', branch));
}
function setField(address, names, key, value) {
    switch (key) {
        case 'ref':
            setRef(address, value);
            return;
        case 'tag':
            names.tag = value;
            return;
        case 'branch':
            names.branch = value;
            return;
        case 'subdir': {
            const subdir = cleanFolder(value);
            if (address.subdir !== '' && address.subdir !== subdir) {
                throw wrong(`subdir conflicts: ${quoted(address.subdir)} vs ${quoted(value)}`);
            }
            address.subdir = subdir;
            return;
        }
        case 'checksum':
        case 'commit':
            address.checksum = value;
            return;
        case 'keep-git-dir':
            address.keepGitDir = booleanOf(key, value);
            return;
        case 'submodules':
            address.submodules = booleanOf(key, value);
            return;
        case 'fetch-by-commit':
            address.fetchByCommit = booleanOf(key, value);
            return;
        case 'mtime':
            if (value !== 'checkout' && value !== 'commit') {
                throw wrong(`invalid mtime value: ${quoted(value)} (must be "checkout" or "commit")`);
            }
            address.mtime = value;
            return;
        default:
            throw wrong(`unexpected query ${quoted(key)}`);
    }
}
function setRef(address, ref) {
    if (address.ref !== '' && address.ref !== ref) {
        throw wrong(`ref conflicts: ${quoted(address.ref)} vs ${quoted(ref)}`);
    }
    address.ref = ref;
}
function prefixed(prefix, name) {
    return name.startsWith(prefix) ? name : prefix + name;
}
/** Go's strconv.ParseBool; the key alone means yes. */
function booleanOf(key, value) {
    if (value === '' || /^(?:1|t|T|true|TRUE|True)$/.test(value))
        return true;
    if (/^(?:0|f|F|false|FALSE|False)$/.test(value))
        return false;
    throw wrong(`invalid ${key} value: ${quoted(value)}`);
}
function quoted(text) {
    return JSON.stringify(text);
}
function wrong(message) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(message, {
        hint: 'A git address takes ?ref=…&subdir=…&checksum=…&keep-git-dir=…&submodules=…&mtime=…, or #ref:subdir.',
    });
}


/***/ }),

/***/ 7768:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ didYouMean),
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/**
 * The candidate that `word` was most likely meant to be: the fewest single-character edits, a swap of neighbours counting as
 * one, and no more of them than a third of the word. Case is ignored.
 */
function nearest(word, candidates) {
    const lower = word.toLowerCase();
    let best;
    for (const candidate of candidates) {
        const distance = editDistance(lower, candidate.toLowerCase());
        if (distance <= Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3))) {
            if (best === undefined || distance < best.distance)
                best = { candidate, distance };
        }
    }
    return best?.candidate;
}
/** Longer words are never names that somebody mistyped. */
const LONGEST = 128;
function editDistance(a, b) {
    if (a.length > LONGEST || b.length > LONGEST)
        return Infinity;
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const same = a[row - 1] === b[column - 1];
            let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
            if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
                cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
            }
            current.push(cost);
        }
        beforeLast = last;
        last = current;
    }
    return last[b.length] ?? Infinity;
}
/** A hint sentence, when there is a near candidate. */
function didYouMean(word, candidates) {
    const close = nearest(word, candidates);
    return close === undefined ? undefined : `Did you mean ${close}?`;
}


/***/ }),

/***/ 7137:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ placed),
/* harmony export */   N: () => (/* binding */ WordError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _blank_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3680);
/* harmony import */ var _excerpt_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(259);



/** A UserError that knows which piece of its instruction is at fault: what an excerpt marks. */
class WordError extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo {
    /** As it stands in the Dockerfile. */
    word;
    constructor(message, word, details = {}) {
        super(message, details);
        this.word = word;
    }
}
/**
 * Gives a UserError that has no place yet the place of an instruction, and an excerpt with the word at fault marked; one that
 * has a place in this file but no excerpt gets that. Columns are told for an instruction on one line only, since a location's
 * columns are those of its first and last line.
 *
 * @returns anything else as it is
 */
function placed(error, file, range) {
    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
        return error;
    const known = error.location;
    if (known !== undefined && (error.excerpt !== undefined || known.file !== file.name))
        return error;
    const mark = error instanceof WordError ? findWord(file.lines, range, error.word) : undefined;
    const { message, details, hint, cause } = error;
    const columns = mark !== undefined && range.start === range.end ? { column: mark.column, endColumn: mark.endColumn } : {};
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(message, {
        location: known ?? { file: file.name, line: range.start, endLine: range.end, ...columns },
        excerpt: error.excerpt ?? (0,_excerpt_js__WEBPACK_IMPORTED_MODULE_2__/* .excerptOf */ .z)(file.lines, range, mark),
        details,
        hint,
        cause,
    });
}
/** Where the word stands: between blanks if it does anywhere, else within a longer one. */
function findWord(lines, range, word) {
    if (word === '')
        return undefined;
    let inside;
    for (let line = range.start; line <= range.end; line++) {
        const text = lines[line - 1] ?? '';
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const mark = { line, column: at + 1, endColumn: at + word.length };
            const before = text.charAt(at - 1);
            const after = text.charAt(at + word.length);
            if ((before === '' || (0,_blank_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlank */ .z3)(before)) && (after === '' || (0,_blank_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlank */ .z3)(after)))
                return mark;
            inside ??= mark;
        }
    }
    return inside;
}


/***/ }),

/***/ 4781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  I: () => (/* binding */ lex)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/blank.js
var blank = __nccwpck_require__(3680);
// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __nccwpck_require__(7137);
;// CONCATENATED MODULE: ./lib/dockerfile/shell-pattern.js

/**
 * A wildcard pattern of parameter expansion (POSIX shell, 2.13, without bracket expressions): `?` and `*` do not match a
 * line end, as in BuildKit. Matching walks the value once and keeps the set of elements that it can be at, so that no pattern
 * takes more than length × length steps.
 */
class ShellPattern {
    #elements;
    constructor(elements) {
        this.#elements = elements;
    }
    /** @throws UserError for an escape of anything but `*`, `?`, `\`, `/` and `}` */
    static parse(pattern) {
        const elements = [];
        const chars = [...pattern];
        for (let at = 0; at < chars.length; at++) {
            const char = chars[at] ?? '';
            if (char === '*') {
                // A run beside a run matches nothing more, and would only cost time.
                if (elements.at(-1)?.kind !== 'run')
                    elements.push({ kind: 'run' });
            }
            else if (char === '?')
                elements.push({ kind: 'any' });
            else if (char !== '\\')
                elements.push({ kind: 'char', char });
            else {
                const next = chars[at + 1];
                // The escape of what would end the substitution is no part of the pattern.
                if (next === '}' || next === '/')
                    continue;
                if (next !== '*' && next !== '?' && next !== '\\') {
                    throw new errors/* UserError */.yo(`invalid pattern (${pattern}) in substitution: invalid escape '\\${next ?? ''}'`);
                }
                elements.push({ kind: 'char', char: next });
                at += 1;
            }
        }
        return new ShellPattern(elements);
    }
    /** The value without the shortest or longest prefix that matches. */
    trimPrefix(value, longest) {
        const chars = [...value];
        const length = this.#prefixLength(chars, longest);
        return length === undefined ? value : chars.slice(length).join('');
    }
    /** The same from the end. */
    trimSuffix(value, longest) {
        const reversed = new ShellPattern(this.#elements.toReversed());
        const chars = [...value].reverse();
        const length = reversed.#prefixLength(chars, longest);
        return length === undefined ? value : chars.slice(length).reverse().join('');
    }
    /**
     * Replaces the first match, the longest where it begins, or all of them. With `all`, a `$name` in the replacement is a
     * template of Go's Regexp.ReplaceAllString, as in BuildKit: `$0` is the match, `$$` a dollar, any other name nothing.
     */
    replace(value, replacement, all) {
        const chars = [...value];
        const parts = [];
        let from = 0;
        let lastEnd = -1;
        for (let at = 0; at <= chars.length;) {
            const match = this.#find(chars, at);
            if (match === undefined)
                break;
            const { start, end } = match;
            // An empty match right behind another one is none.
            if (end > start || start !== lastEnd) {
                const text = all ? fromTemplate(replacement, () => chars.slice(start, end).join('')) : replacement;
                parts.push(chars.slice(from, start).join(''), text);
                from = end;
                lastEnd = end;
            }
            if (!all)
                break;
            at = end > start ? end : end + 1;
        }
        return parts.join('') + chars.slice(from).join('');
    }
    #prefixLength(chars, longest) {
        let found;
        this.#walk(chars, 0, true, (_start, end) => {
            found = end;
            return !longest;
        });
        return found;
    }
    #find(chars, from) {
        let best;
        this.#walk(chars, from, false, (start, end) => {
            if (best === undefined || start < best.start || (start === best.start && end > best.end))
                best = { start, end };
            return false;
        });
        return best;
    }
    /**
     * Calls `matched` for the ends of matches, in order, with the leftmost start of each; stops when it returns true, or when
     * nothing that began as far left as the best match is still going.
     */
    #walk(chars, from, anchored, matched) {
        const end = this.#elements.length;
        // For every element, the leftmost start of a match that has come this far; -1 for none.
        let states = new Array(end + 1).fill(-1);
        let leftmost = Infinity;
        for (let at = from; at <= chars.length; at++) {
            if ((at === from || !anchored) && leftmost === Infinity)
                enter(states, 0, at);
            this.#passRuns(states);
            const start = states[end] ?? -1;
            if (start >= 0) {
                leftmost = Math.min(leftmost, start);
                if (matched(start, at))
                    return;
            }
            if (at === chars.length)
                return;
            states = this.#step(states, chars[at] ?? '', leftmost);
            if ((anchored || leftmost !== Infinity) && states.every((state) => state < 0))
                return;
        }
    }
    #step(states, char, leftmost) {
        const next = new Array(states.length).fill(-1);
        for (const [index, element] of this.#elements.entries()) {
            const start = states[index] ?? -1;
            if (start < 0 || start > leftmost)
                continue;
            if (element.kind === 'char' ? element.char !== char : char === '\n')
                continue;
            enter(next, element.kind === 'run' ? index : index + 1, start);
        }
        return next;
    }
    /** A run may be empty: being before it is being behind it. */
    #passRuns(states) {
        for (const [index, element] of this.#elements.entries()) {
            const start = states[index] ?? -1;
            if (element.kind === 'run' && start >= 0)
                enter(states, index + 1, start);
        }
    }
}
function enter(states, index, start) {
    const there = states[index] ?? -1;
    if (there < 0 || start < there)
        states[index] = start;
}
/** Go's Regexp.Expand for an expression without groups. A `$` that begins no name stays. */
function fromTemplate(template, match) {
    return template.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (whole, braced, bare) => {
        if (whole === '$$')
            return '$';
        return /^0+$/.test(braced ?? bare ?? '') ? match() : '';
    });
}

;// CONCATENATED MODULE: ./lib/dockerfile/shell-lexer.js




/** Substitutions inside substitutions go this deep at most; nobody means more, and the stack is finite. */
const MOST_NESTED = 500;
const SPECIAL_PARAMETER = /^[@*#?\-$!0]$/;
const LETTER = /^[\p{L}_]$/u;
const DIGIT = /^\p{Nd}$/u;
/**
 * Variable expansion, quotes and escapes in words of a Dockerfile, as BuildKit's `shell` package has them (Dockerfile
 * reference, "Environment replacement").
 *
 * @throws UserError without a place: for an unclosed quote or brace, an unknown modifier, a `:?` whose variable is missing
 */
function lex(text, lookup, options) {
    return new ShellLexer(text, lookup, options).lexed();
}
class ShellLexer {
    #chars;
    #source;
    #lookup;
    #options;
    #matched = new Set();
    #unmatched = new Set();
    #words = new WordList();
    #at = 0;
    #depth = 0;
    #rawEscapes;
    constructor(text, lookup, options) {
        this.#source = text;
        this.#chars = [...text];
        this.#lookup = lookup;
        this.#options = options;
        this.#rawEscapes = options.rawEscapes ?? false;
    }
    lexed() {
        try {
            const text = this.#until(undefined);
            return { text, words: this.#words.list(), matched: this.#matched, unmatched: this.#unmatched };
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
            const shown = this.#source.length > 200 ? `${this.#source.slice(0, 200)}…` : this.#source;
            throw new place/* WordError */.N(`failed to process ${JSON.stringify(shown)}: ${error.message}`, this.#source, {
                hint: error.hint,
                cause: error,
            });
        }
    }
    get #char() {
        return this.#chars[this.#at];
    }
    #peek() {
        return this.#char ?? '';
    }
    #next() {
        return this.#chars[this.#at++];
    }
    /**
     * Everything up to `stop`, which is taken too, or to the end of the text. Only the outermost call makes words. One inside a
     * substitution drops the beginning of the word around it, as in BuildKit, where both fill the same buffer: of
     * `EXPOSE ${FROM:-80}-${TO:-90}` the list is `90`. Text that is not split into words keeps all of it.
     */
    #until(stop) {
        const words = stop === undefined ? this.#words : undefined;
        if (stop !== undefined)
            this.#words.drop();
        const parts = [];
        for (let char = this.#char; char !== undefined; char = this.#char) {
            if (char === stop) {
                this.#at += 1;
                return parts.join('');
            }
            const special = this.#special(char);
            if (special !== undefined) {
                parts.push(special);
                if (char === '$')
                    words?.addSplit(special);
                else
                    words?.add(special);
                continue;
            }
            this.#at += 1;
            if (char !== this.#options.escape) {
                parts.push(char);
                words?.addSplit(char);
                continue;
            }
            if (this.#rawEscapes) {
                parts.push(char);
                words?.add(char);
            }
            const escaped = this.#next();
            if (escaped === undefined)
                break;
            parts.push(escaped);
            words?.add(escaped);
        }
        if (stop !== undefined) {
            throw new errors/* UserError */.yo(`unexpected end of statement while looking for matching ${stop}`);
        }
        return parts.join('');
    }
    #special(char) {
        if (char === '$')
            return this.#dollar();
        if (char === '<')
            return this.#heredocMark();
        if (this.#options.skipQuotes === true)
            return undefined;
        if (char === "'")
            return this.#singleQuoted();
        if (char === '"')
            return this.#doubleQuoted();
        return undefined;
    }
    /** Blanks between `<<` and its word belong to one word with both. */
    #heredocMark() {
        this.#at += 1;
        if (this.#char !== '<')
            return '<';
        this.#at += 1;
        let blanks = '';
        while (/^[ \t\r]$/.test(this.#peek()))
            blanks += this.#next() ?? '';
        return `<<${blanks}`;
    }
    #singleQuoted() {
        const start = this.#at + 1;
        const end = this.#chars.indexOf("'", start);
        if (end < 0) {
            this.#at = this.#chars.length;
            throw new errors/* UserError */.yo('unexpected end of statement while looking for matching single-quote');
        }
        this.#at = end + 1;
        const inner = this.#chars.slice(start, end).join('');
        return this.#options.rawQuotes === true ? `'${inner}'` : inner;
    }
    #doubleQuoted() {
        this.#at += 1;
        const quote = this.#options.rawQuotes === true ? '"' : '';
        const parts = [quote];
        for (let char = this.#char; char !== undefined; char = this.#char) {
            if (char === '$') {
                parts.push(this.#dollar());
                continue;
            }
            this.#at += 1;
            if (char === '"')
                return parts.join('') + quote;
            if (char !== this.#options.escape) {
                parts.push(char);
                continue;
            }
            if (this.#rawEscapes)
                parts.push(char);
            const escaped = this.#char;
            if (escaped === undefined)
                break;
            // Only these are escaped between double quotes; before anything else the escape stands for itself.
            if (escaped === '"' || escaped === '$' || escaped === this.#options.escape) {
                this.#at += 1;
                parts.push(escaped);
            }
            else
                parts.push(char);
        }
        throw new errors/* UserError */.yo('unexpected end of statement while looking for matching double-quote');
    }
    #dollar() {
        this.#at += 1;
        if (this.#char !== '{') {
            const name = this.#name();
            if (name === '')
                return '$';
            const value = this.#value(name);
            return value ?? (this.#options.skipUnset === true ? `$${name}` : '');
        }
        this.#at += 1;
        const first = this.#peek();
        if (first === '')
            throw missing('}');
        if (first === '{' || first === '}' || first === ':')
            throw new errors/* UserError */.yo('syntax error: bad substitution');
        this.#depth += 1;
        if (this.#depth > MOST_NESTED)
            throw new errors/* UserError */.yo(`substitutions are nested more than ${MOST_NESTED} deep`);
        const result = this.#substitution(this.#name());
        this.#depth -= 1;
        return result;
    }
    #substitution(name) {
        const operator = this.#next();
        switch (operator) {
            case '}':
                return this.#value(name) ?? (this.#options.skipUnset === true ? `\${${name}}` : '');
            case '/':
                return this.#replacement(name);
            case ':': {
                const second = this.#next();
                if (second === undefined)
                    throw missing('}');
                if (second === '#' || second === '%')
                    throw unsupported(`:${second}`);
                return this.#defaulted(name, second, true);
            }
            case '-':
            case '+':
            case '?':
                return this.#defaulted(name, operator, false);
            case '#':
            case '%':
                return this.#trimmed(name, operator);
            case undefined:
                throw missing('}');
            default:
                throw unsupported(operator);
        }
    }
    /** `${x-w} ${x+w} ${x?w}`, and with a colon, for which an empty value is none. */
    #defaulted(name, operator, emptyIsUnset) {
        const word = this.#word('}', false, '}');
        const value = this.#value(name);
        if (value === undefined && this.#options.skipUnset === true) {
            return `\${${name}${emptyIsUnset ? ':' : ''}${operator}${word}}`;
        }
        // Behind a colon anything may stand, as long as the variable stays as it is written: `${x:0:3}` on a RUN line.
        if (!'-+?'.includes(operator))
            throw unsupported(`:${operator}`);
        const absent = value === undefined || (emptyIsUnset && value === '');
        if (operator === '-')
            return absent ? word : value;
        if (operator === '+')
            return absent ? '' : word;
        if (!absent)
            return value;
        const fallback = value === undefined ? 'is not allowed to be unset' : 'is not allowed to be empty';
        throw new errors/* UserError */.yo(`${name}: ${word === '' ? fallback : word}`, {
            hint: `Give ${name} a value with --build-arg, ARG or ENV.`,
        });
    }
    #trimmed(name, operator) {
        const word = this.#word('}', true, '}');
        const value = this.#value(name);
        if (value === undefined && this.#options.skipUnset === true)
            return `\${${name}${operator}${word}}`;
        const longest = word.startsWith(operator);
        const pattern = ShellPattern.parse(longest ? word.slice(1) : word);
        return operator === '#' ? pattern.trimPrefix(value ?? '', longest) : pattern.trimSuffix(value ?? '', longest);
    }
    #replacement(name) {
        const all = this.#char === '/';
        if (all)
            this.#at += 1;
        const pattern = this.#word('/', true, '/ in ${}');
        const replacement = this.#word('}', true, '}');
        const value = this.#value(name);
        if (value === undefined && this.#options.skipUnset === true)
            return `\${${name}/${pattern}/${replacement}}`;
        return ShellPattern.parse(pattern).replace(value ?? '', replacement, all);
    }
    #word(stop, rawEscapes, what) {
        const before = this.#rawEscapes;
        this.#rawEscapes = rawEscapes;
        try {
            return this.#until(stop);
        }
        catch (error) {
            if (this.#char === undefined)
                throw missing(what, error);
            throw error;
        }
        finally {
            this.#rawEscapes = before;
        }
    }
    #name() {
        const start = this.#at;
        const first = this.#char;
        if (first === undefined)
            return '';
        if (DIGIT.test(first)) {
            while (this.#char !== undefined && DIGIT.test(this.#char))
                this.#at += 1;
        }
        else if (SPECIAL_PARAMETER.test(first))
            this.#at += 1;
        else
            while (this.#char !== undefined && (LETTER.test(this.#char) || DIGIT.test(this.#char)))
                this.#at += 1;
        return this.#chars.slice(start, this.#at).join('');
    }
    #value(name) {
        const value = this.#lookup(name);
        (value === undefined ? this.#unmatched : this.#matched).add(name);
        return value;
    }
}
/** Words in the making: blanks separate them unless they are added as they are. */
class WordList {
    #words = [];
    #parts = [];
    #length = 0;
    add(text) {
        this.#parts.push(text);
        this.#length += text.length;
    }
    addSplit(text) {
        for (const char of text) {
            if (!(0,blank/* isBlank */.z3)(char))
                this.add(char);
            else if (this.#length > 0)
                this.#end();
        }
    }
    /** Forgets the word that is being made. */
    drop() {
        this.#parts = [];
        this.#length = 0;
    }
    list() {
        if (this.#length > 0)
            this.#end();
        return this.#words;
    }
    #end() {
        this.#words.push(this.#parts.join(''));
        this.drop();
    }
}
function missing(what, cause) {
    return new errors/* UserError */.yo(`syntax error: missing '${what.charAt(0)}'${what.slice(1)}`, {
        hint: 'A literal $ is written as \\$.',
        cause,
    });
}
function unsupported(modifier) {
    return new errors/* UserError */.yo(`unsupported modifier (${modifier}) in substitution`, {
        hint: 'Known are ${x:-w} ${x:+w} ${x:?w}, the same without colon, ${x#p} ${x##p} ${x%p} ${x%%p} ${x/p/r} ${x//p/r}.',
    });
}


/***/ }),

/***/ 1609:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ OriginResolver),
/* harmony export */   z: () => (/* binding */ namedKey)
/* harmony export */ });
/* harmony import */ var _dockerfile_nearest_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7768);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7122);
/* harmony import */ var _plan_located_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8969);




function namedKey(source) {
    return `${source.name} ${(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(source.platform)}`;
}
/** Resolves each image and each named context once for each platform, several at a time. */
class OriginResolver {
    #dockerfile;
    #origins;
    #signal;
    #images = new Map();
    #named = new Map();
    constructor(dockerfile, origins, signal) {
        this.#dockerfile = dockerfile;
        this.#origins = origins;
        this.#signal = signal;
    }
    image(reference, platform, range) {
        const key = JSON.stringify([reference, platform]);
        let image = this.#images.get(key);
        if (image === undefined) {
            image = this.#origins.bases.resolve(reference, platform, this.#signal);
            this.#images.set(key, image);
        }
        return image.catch((error) => {
            throw (0,_plan_located_js__WEBPACK_IMPORTED_MODULE_2__/* .located */ .t4)(this.#dockerfile, range, this.#withStageHint(error, reference));
        });
    }
    /** There is no such image: it may be a stage or a context whose name is misspelt. */
    #withStageHint(error, reference) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
            return error;
        const stages = this.#dockerfile.stages.flatMap((stage) => stage.name ?? []);
        const hint = (0,_dockerfile_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .didYouMean */ .a)(reference, [...stages, ...(this.#origins.contexts?.names ?? [])]);
        if (hint === undefined)
            return error;
        const { message, location, excerpt, details, cause } = error;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(message, { location, excerpt, details, hint, cause });
    }
    named(source, range) {
        const key = namedKey(source);
        const { contexts } = this.#origins;
        if (contexts === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EngineBug */ .Bp(`there are no named contexts, and so no ${source.name}`);
        let context = this.#named.get(key);
        if (context === undefined) {
            context = contexts.open(source.name, source.platform, this.#signal);
            this.#named.set(key, context);
        }
        return context.catch((error) => {
            throw (0,_plan_located_js__WEBPACK_IMPORTED_MODULE_2__/* .located */ .t4)(this.#dockerfile, range, error);
        });
    }
    async baseOf({ base, platform, node }) {
        const { range } = node.from;
        switch (base.kind) {
            case 'scratch':
            case 'stage':
                return base;
            case 'image':
                return { kind: 'image', image: await this.image(base.reference, platform, range) };
            case 'named':
                return this.named(base, range);
        }
    }
    /** What some stages copy and mount. */
    async sourcesOf(graph, stages, platform) {
        const wanted = stages
            .flatMap((index) => graph.stages[index]?.instructions ?? [])
            .flatMap(({ instruction, sources }) => sources.map((source) => ({ source, range: instruction.range })));
        const images = wanted.map(async ({ source, range }) => source.kind === 'image'
            ? [[source.reference, await this.image(source.reference, platform, range)]]
            : []);
        const named = wanted.map(async ({ source, range }) => source.kind === 'named' ? [[namedKey(source), await this.named(source, range)]] : []);
        return {
            images: new Map((await Promise.all(images)).flat()),
            named: new Map((await Promise.all(named)).flat()),
        };
    }
}


/***/ }),

/***/ 33:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ NO_BUILD)
/* harmony export */ });
const NO_BUILD = { steps: [], unfinished: [] };


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bp: () => (/* binding */ EngineBug),
/* harmony export */   HB: () => (/* binding */ unreachable),
/* harmony export */   Ri: () => (/* binding */ InfraError),
/* harmony export */   yo: () => (/* binding */ UserError)
/* harmony export */ });
/**
 * The three ways in which a build can end badly. Whoever catches one either handles it or rethrows it with its cause,
 * never both.
 */
/** The Dockerfile, an input or a command of the user's is at fault. Exit code 1; no stack is shown. */
class UserError extends Error {
    name = 'UserError';
    location;
    excerpt;
    details;
    hint;
    constructor(message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.location = details.location;
        this.excerpt = details.excerpt;
        this.details = details.details;
        this.hint = details.hint;
    }
}
/** A registry, a cache service, the disk or a missing runtime is at fault. Exit code 69. */
class InfraError extends Error {
    name = 'InfraError';
    retryable;
    attempts;
    url;
    hint;
    constructor(message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.retryable = details.retryable ?? false;
        this.attempts = details.attempts ?? 1;
        this.url = details.url;
        this.hint = details.hint;
    }
}
/** An invariant of our own broke. Exit code 70; stack and version are shown. */
class EngineBug extends Error {
    name = 'EngineBug';
}
/** Marks a branch that the types say cannot be reached. */
function unreachable(value) {
    throw new EngineBug(`unreachable: ${JSON.stringify(value)}`);
}


/***/ }),

/***/ 9710:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  m: () => (/* binding */ decompress),
  I: () => (/* binding */ detectCompression)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
;// CONCATENATED MODULE: external "node:stream"
const external_node_stream_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");
;// CONCATENATED MODULE: external "node:stream/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(8522);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/layer/decompress.js






const MAGIC = [
    ['gzip', Buffer.of(0x1f, 0x8b, 8)],
    ['zstd', Buffer.of(0x28, 0xb5, 0x2f, 0xfd)],
    ['bzip2', Buffer.from('BZh')],
    ['xz', Buffer.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
];
const LONGEST_MAGIC = 6;
/** How a stream is compressed, by its first bytes (six are enough). */
function detectCompression(start) {
    const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
    for (const [compression, magic] of MAGIC)
        if (bytes.subarray(0, magic.length).equals(magic))
            return compression;
    // A zstd stream may begin with a skippable frame (RFC 8878, 3.1.2).
    if (bytes.length >= 4 && (bytes.readUInt32LE(0) & 0xfffffff0) >>> 0 === 0x184d2a50)
        return 'zstd';
    return 'none';
}
/**
 * The plain bytes of `source`, whatever it is compressed with, by magic. What `source` throws comes through unchanged.
 *
 * @throws InfraError when the stream is corrupt or cut off, or when no program for its compression is here
 */
async function* decompress(source, options) {
    const { compression, bytes } = await peek(source);
    switch (compression) {
        case 'none':
            for await (const chunk of bytes) {
                options.signal?.throwIfAborted();
                yield chunk;
            }
            break;
        case 'gzip':
            yield* through(bytes, external_node_zlib_.createGunzip({ chunkSize: CHUNK }), options);
            break;
        default:
            yield* throughProgram(bytes, compression, options);
    }
}
/** Bytes of plain output at a time. */
const CHUNK = 256 * 1024;
async function peek(source) {
    const iterator = source[Symbol.asyncIterator]();
    let start = Buffer.alloc(0);
    while (start.length < LONGEST_MAGIC) {
        const next = await iterator.next();
        if (next.done === true)
            break;
        start = start.length === 0 ? asBuffer(next.value) : Buffer.concat([start, next.value]);
    }
    return { compression: detectCompression(start), bytes: rejoined(start, iterator) };
}
async function* rejoined(start, rest) {
    try {
        if (start.length > 0)
            yield start;
        for (let next = await rest.next(); next.done !== true; next = await rest.next())
            yield asBuffer(next.value);
    }
    finally {
        await rest.return?.();
    }
}
function asBuffer(bytes) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
/** Lets the bytes through a zlib stream; the two sides run at once, the plain one not ahead of its consumer. */
async function* through(bytes, transform, options) {
    const feeding = (0,promises_namespaceObject.pipeline)(external_node_stream_namespaceObject.Readable.from(bytes, { objectMode: true, highWaterMark: 2 }), transform, {
        end: true,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    // The consumer sees the error from the transform's own side; this keeps it from being unhandled meanwhile.
    feeding.catch(() => undefined);
    try {
        for await (const chunk of transform)
            yield chunk;
        await feeding;
    }
    catch (error) {
        throw zlibError(error) ? new errors/* InfraError */.Ri(`${options.label} is corrupt or cut off`, { cause: error }) : error;
    }
    finally {
        transform.destroy();
    }
}
function zlibError(error) {
    return (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(?:Z_|ZSTD_)/.test(error.code));
}
const PROGRAMS = {
    zstd: 'zstd',
    bzip2: 'bzip2',
    xz: 'xz',
};
/** Node's own zstd (from 22.15 on) stops after the first frame of several, so the program is preferred to it. */
async function* throughProgram(bytes, compression, options) {
    const program = PROGRAMS[compression];
    const child = (0,external_node_child_process_.spawn)(program, ['-dc'], { stdio: ['pipe', 'pipe', 'pipe'] });
    try {
        await (0,external_node_events_.once)(child, 'spawn');
    }
    catch (error) {
        const own = compression === 'zstd' ? ownZstd() : undefined;
        if (own !== undefined)
            return yield* throughOwnZstd(bytes, own, options);
        throw new errors/* InfraError */.Ri(`${options.label} is compressed with ${compression}, and there is no program ${program}`, {
            hint: `Install ${program}.`,
            cause: error,
        });
    }
    try {
        yield* throughChild(bytes, child, options);
    }
    finally {
        child.kill('SIGKILL');
    }
}
async function* throughChild(bytes, child, options) {
    const exited = new Promise((resolve) => child.on('close', resolve));
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint = (complaint + text).slice(0, 500)));
    const feeding = feed(bytes, child, options.signal);
    for await (const chunk of child.stdout)
        yield chunk;
    const failure = await feeding;
    if (failure !== undefined)
        throw failure.error;
    const exitCode = await exited;
    if (exitCode !== 0) {
        throw new errors/* InfraError */.Ri(`${options.label} is corrupt or cut off: ${child.spawnfile}: ${complaint.trim()}`);
    }
}
/** Resolves to what went wrong on the side of the source, which is not to be taken for the program's complaint. */
async function feed(bytes, child, signal) {
    const source = external_node_stream_namespaceObject.Readable.from(bytes, { objectMode: true, highWaterMark: 2 });
    try {
        await (0,promises_namespaceObject.pipeline)(source, child.stdin, signal === undefined ? {} : { signal });
        return undefined;
    }
    catch (error) {
        // The program stopped reading, and says why by its exit code.
        if (error instanceof Error && 'code' in error && error.code === 'EPIPE')
            return undefined;
        child.kill('SIGKILL');
        return { error };
    }
}
function ownZstd() {
    return external_node_zlib_.createZstdDecompress;
}
async function* throughOwnZstd(bytes, own, options) {
    const transform = own({ chunkSize: CHUNK });
    let fed = 0;
    async function* counted() {
        for await (const chunk of bytes) {
            fed += chunk.length;
            yield chunk;
        }
    }
    yield* through(counted(), transform, options);
    if (transform.bytesWritten !== fed) {
        throw new errors/* InfraError */.Ri(`${options.label} has several zstd frames, and there is no program zstd`, {
            hint: 'Install zstd.',
        });
    }
}


/***/ }),

/***/ 564:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ digestedFile),
/* harmony export */   d: () => (/* binding */ FileDigest)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9501);


/** sha256 of a file's content as its chunks go by. A file that comes whole, as small ones do, costs no hash object. */
class FileDigest {
    /** Bytes seen. */
    seen = 0;
    #size;
    #hash;
    #hex;
    /** @param size bytes that are expected */
    constructor(size) {
        this.#size = size;
    }
    update(chunk) {
        if (this.seen === 0 && chunk.length === this.#size)
            this.#hex = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', chunk, 'hex');
        else
            (this.#hash ??= (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')).update(chunk);
        this.seen += chunk.length;
    }
    digest() {
        return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOfHex */ .z9)(this.#hash?.digest('hex') ?? this.#hex ?? EMPTY);
    }
}
/** The entry of a file that was read. Spelt out: a spread would give each of many thousand entries a hidden class of its own. */
function digestedFile(file, digest) {
    const { path, mode, uid, gid, mtime, xattrs, size } = file;
    if (xattrs === undefined)
        return { type: 'file', path, mode, uid, gid, mtime, size, digest };
    return { type: 'file', path, mode, uid, gid, mtime, xattrs, size, digest };
}
const EMPTY = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', '', 'hex');


/***/ }),

/***/ 3732:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ HardLinks)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

/** Which path carries the file that a hard link of one layer names, by way of other links or not. */
class HardLinks {
    #targets = new Map();
    constructor(entries) {
        for (const entry of entries)
            if (entry.type === 'hardlink')
                this.#targets.set(entry.path, entry.target);
    }
    get size() {
        return this.#targets.size;
    }
    /** The paths that are links. */
    paths() {
        return this.#targets.keys();
    }
    /**
     * The path that carries the file: `path` itself where that is no link. It may be of a layer below.
     *
     * @throws InfraError when the links lead in a circle
     */
    carrier(path) {
        const passed = [];
        let end = path;
        for (let target = this.#targets.get(end); target !== undefined; target = this.#targets.get(end)) {
            if (passed.length > this.#targets.size)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri('the hard links of a layer lead in a circle');
            passed.push(end);
            end = target;
        }
        // Written back, so that a long chain is walked once and not once a link.
        for (const name of passed)
            this.#targets.set(name, end);
        return end;
    }
}


/***/ }),

/***/ 17:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Ds: () => (/* binding */ IgnoreMatcher),
  S3: () => (/* binding */ excludePatterns),
  rj: () => (/* binding */ readIgnoreFile)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/layer/name.js
var layer_name = __nccwpck_require__(2150);
;// CONCATENATED MODULE: ./lib/layer/pattern-expression.js
const NEWLINE = 0x0a;
const notNewline = (code) => code !== NEWLINE;
const isSlash = (code) => code === 0x2f;
/** @returns undefined where the expression is invalid */
function parseExpression(expression) {
    try {
        return new ExpressionReader(expression).read();
    }
    catch (error) {
        if (error instanceof InvalidExpression)
            return undefined;
        throw error;
    }
}
class InvalidExpression extends Error {
}
class ExpressionReader {
    #characters;
    #at = 0;
    constructor(expression) {
        this.#characters = Array.from(expression);
    }
    read() {
        const atoms = [];
        while (this.#at < this.#characters.length) {
            // The only group that a pattern gives, and the only bare dot.
            if (this.#skip('(.*/)?')) {
                atoms.push({ kind: 'optional', length: 2 }, { kind: 'many', accepts: notNewline }, oneOf(isSlash));
            }
            else if (this.#skip('.*'))
                atoms.push({ kind: 'many', accepts: notNewline });
            else if (this.#skip('^'))
                atoms.push({ kind: 'assertion', holds: (before) => before === undefined });
            else if (this.#skip('[')) {
                const accepts = this.#characterClass();
                atoms.push(this.#skip('*') ? { kind: 'many', accepts } : oneOf(accepts));
            }
            else if (this.#skip('\\'))
                atoms.push(...this.#escape());
            else
                atoms.push(literal(this.#take()));
        }
        return atoms;
    }
    #escape() {
        if (this.#skip('Q'))
            return this.#quoted();
        const assertion = this.#assertion();
        if (assertion !== undefined)
            return [{ kind: 'assertion', holds: assertion }];
        const accepts = this.#shorthand();
        if (accepts !== undefined)
            return [oneOf(accepts)];
        return [literal(String.fromCodePoint(this.#escapedCode()))];
    }
    #quoted() {
        const atoms = [];
        while (this.#at < this.#characters.length && !this.#skip('\\E'))
            atoms.push(literal(this.#take()));
        return atoms;
    }
    #assertion() {
        if (this.#skip('A'))
            return (before) => before === undefined;
        if (this.#skip('z'))
            return (_before, after) => after === undefined;
        if (this.#skip('b'))
            return (before, after) => isWord(before) !== isWord(after);
        if (this.#skip('B'))
            return (before, after) => isWord(before) === isWord(after);
        return undefined;
    }
    /** `\d`, `\pL` and their like, after the backslash. */
    #shorthand() {
        const letter = this.#characters[this.#at] ?? '';
        const named = SHORTHANDS.get(letter.toLowerCase());
        if (named !== undefined) {
            this.#at++;
            return letter === letter.toLowerCase() ? named : (code) => !named(code);
        }
        if (letter !== 'p' && letter !== 'P')
            return undefined;
        this.#at++;
        const name = this.#take();
        // A name in braces never gets here, since a pattern's braces are escaped.
        if (!/^[CLMNPSZ]$/.test(name))
            throw new InvalidExpression();
        const category = new RegExp(`^\\${letter}{${name}}$`, 'u');
        return (code) => category.test(String.fromCodePoint(code));
    }
    /** A single character, after the backslash. */
    #escapedCode() {
        const character = this.#take();
        if (/^[1-7]$/.test(character) && !/^[0-7]$/.test(this.#characters[this.#at] ?? ''))
            throw new InvalidExpression();
        if (/^[0-7]$/.test(character)) {
            let digits = character;
            while (digits.length < 3 && /^[0-7]$/.test(this.#characters[this.#at] ?? ''))
                digits += this.#take();
            return Number.parseInt(digits, 8);
        }
        if (character === 'x') {
            const digits = this.#take() + this.#take();
            if (!/^[0-9a-f]{2}$/i.test(digits))
                throw new InvalidExpression();
            return Number.parseInt(digits, 16);
        }
        const control = CONTROLS.get(character);
        if (control !== undefined)
            return control;
        const code = character.codePointAt(0) ?? 0;
        if (code >= 0x80 || /^[a-z0-9]$/i.test(character))
            throw new InvalidExpression();
        return code;
    }
    #characterClass() {
        const negated = this.#skip('^');
        const members = [];
        while (members.length === 0 || this.#characters[this.#at] !== ']') {
            const named = this.#posixClass();
            if (named !== undefined) {
                members.push(named);
                continue;
            }
            if (this.#skip('\\')) {
                const accepts = this.#shorthand();
                if (accepts !== undefined) {
                    members.push(accepts);
                    continue;
                }
                this.#at--;
            }
            members.push(this.#range());
        }
        this.#at++;
        return (code) => members.some((member) => member(code)) !== negated;
    }
    #range() {
        const low = this.#classCode();
        if (this.#characters[this.#at] !== '-' || this.#characters[this.#at + 1] === ']')
            return (code) => code === low;
        this.#at++;
        const high = this.#classCode();
        if (high < low)
            throw new InvalidExpression();
        return (code) => low <= code && code <= high;
    }
    #classCode() {
        if (this.#skip('\\'))
            return this.#escapedCode();
        return this.#take().codePointAt(0) ?? 0;
    }
    #posixClass() {
        const rest = this.#characters.slice(this.#at).join('');
        const end = rest.startsWith('[:') ? rest.indexOf(':]', 2) : -1;
        if (end < 0)
            return undefined;
        const [, caret, name] = /^(\^?)(.*)$/s.exec(rest.slice(2, end)) ?? [];
        const named = POSIX_CLASSES.get(name ?? '');
        if (named === undefined)
            throw new InvalidExpression();
        this.#at += Array.from(rest.slice(0, end + 2)).length;
        return caret === '^' ? (code) => !named(code) : named;
    }
    #skip(text) {
        if (!this.#characters
            .slice(this.#at, this.#at + text.length)
            .join('')
            .startsWith(text))
            return false;
        this.#at += text.length;
        return true;
    }
    #take() {
        const character = this.#characters[this.#at++];
        if (character === undefined)
            throw new InvalidExpression();
        return character;
    }
}
function literal(character) {
    const wanted = character.codePointAt(0);
    return { kind: 'one', accepts: (code) => code === wanted, literal: character };
}
function oneOf(accepts) {
    return { kind: 'one', accepts };
}
/** ASCII characters that `expression` matches, as a predicate. */
function ascii(expression) {
    const members = new Set();
    for (let code = 0; code < 0x80; code++)
        if (expression.test(String.fromCharCode(code)))
            members.add(code);
    return (code) => members.has(code);
}
const WORD = /^[0-9A-Za-z_]$/;
function isWord(character) {
    return character !== undefined && WORD.test(character);
}
const SHORTHANDS = new Map([
    ['d', ascii(/[0-9]/)],
    ['s', ascii(/[\t\n\f\r ]/)],
    ['w', ascii(WORD)],
]);
const CONTROLS = new Map([
    ['a', 0x07],
    ['f', 0x0c],
    ['n', 0x0a],
    ['r', 0x0d],
    ['t', 0x09],
    ['v', 0x0b],
]);
const POSIX_CLASSES = new Map([
    ['alnum', ascii(/[0-9A-Za-z]/)],
    ['alpha', ascii(/[A-Za-z]/)],
    ['ascii', (code) => code < 0x80],
    ['blank', ascii(/[\t ]/)],
    ['cntrl', (code) => code < 0x20 || code === 0x7f],
    ['digit', ascii(/[0-9]/)],
    ['graph', ascii(/[!-~]/)],
    ['lower', ascii(/[a-z]/)],
    ['print', ascii(/[ -~]/)],
    ['punct', ascii(/[!-/:-@[-`{-~]/)],
    ['space', ascii(/[\t\n\v\f\r ]/)],
    ['upper', ascii(/[A-Z]/)],
    ['word', ascii(WORD)],
    ['xdigit', ascii(/[0-9A-Fa-f]/)],
]);

;// CONCATENATED MODULE: ./lib/layer/pattern-program.js

/**
 * A matcher for the few forms of expression that patterns turn into. It follows all ways through the expression at once, so
 * that no pattern, however hostile, takes more than length of pattern × length of path.
 */
class PatternProgram {
    #atoms;
    /** What every match begins and ends with, to turn most paths away at once. */
    #prefix;
    #suffix;
    constructor(atoms) {
        this.#atoms = atoms;
        this.#prefix = literals(atoms).join('');
        this.#suffix = literals(atoms.toReversed()).reverse().join('');
    }
    /** @returns undefined where Go's regexp/syntax would refuse the expression */
    static parse(expression) {
        const atoms = parseExpression(expression);
        return atoms === undefined ? undefined : new PatternProgram(atoms);
    }
    matches(path) {
        if (!path.startsWith(this.#prefix) || !path.endsWith(this.#suffix))
            return false;
        return this.#run(Array.from(path), false).has(this.#atoms.length);
    }
    /** Whether any path that begins with `start` and goes on after it could match. */
    mayContinue(start) {
        for (const state of this.#run(Array.from(start), true)) {
            const kind = this.#atoms[state]?.kind;
            if (kind === 'one' || kind === 'many')
                return true;
        }
        return false;
    }
    /** The places in the expression that all of `characters` can lead to; `open` when more of the path may follow. */
    #run(characters, open) {
        let places = new Set();
        this.#enter(places, 0, undefined, characters[0], open);
        for (const [at, character] of characters.entries()) {
            const code = character.codePointAt(0) ?? 0;
            const next = new Set();
            for (const place of places) {
                const atom = this.#atoms[place];
                if (atom === undefined || (atom.kind !== 'one' && atom.kind !== 'many') || !atom.accepts(code))
                    continue;
                this.#enter(next, atom.kind === 'one' ? place + 1 : place, character, characters[at + 1], open);
            }
            if (next.size === 0)
                return next;
            places = next;
        }
        return places;
    }
    /** Adds `place` and every place that is reached from it without a character. */
    #enter(places, place, before, after, open) {
        if (places.has(place))
            return;
        const atom = this.#atoms[place];
        if (atom?.kind === 'assertion') {
            if (!atom.holds(before, after) && !(open && after === undefined))
                return;
            this.#enter(places, place + 1, before, after, open);
            return;
        }
        places.add(place);
        if (atom === undefined || atom.kind === 'one')
            return;
        this.#enter(places, place + 1, before, after, open);
        if (atom.kind === 'optional')
            this.#enter(places, place + 1 + atom.length, before, after, open);
    }
}
function literals(atoms) {
    const run = [];
    for (const atom of atoms) {
        if (atom.kind !== 'one' || atom.literal === undefined)
            break;
        run.push(atom.literal);
    }
    return run;
}

// EXTERNAL MODULE: ./lib/layer/wildcard.js
var wildcard = __nccwpck_require__(7667);
;// CONCATENATED MODULE: ./lib/layer/path-pattern.js



/**
 * One pattern of a .dockerignore, of `COPY --exclude` or of `COPY --parents`, as moby/patternmatcher reads it: the
 * wildcards of `Wildcard`, and `**` for any number of directories. Paths are written with '/'.
 *
 * moby builds a Go regular expression from the pattern's text, character by character, and what does not fit into that
 * scheme shows: `\d` is a digit, `a^b*` never matches, `[*]` is no class with a star in it. People's files were written
 * against that, so it is followed here; but the expression is run by `PatternProgram`, in time linear in the path. One
 * thing is not followed: moby's table of characters to escape leaves out `|`, `{` and `}`, against its own comment, so that
 * `a|b*` is an alternation there. Here they are characters, as the documentation has it.
 */
class PathPattern {
    /** The pattern after cleaning, without `!`. */
    source;
    #location;
    #match;
    constructor(source, location, match) {
        this.source = source;
        this.#location = location;
        this.#match = match;
    }
    /** @throws UserError "syntax error in pattern", where Go's filepath.Match would find one */
    static compile(source, location) {
        wildcard/* Wildcard */.t.compile(source, location);
        return new PathPattern(source, location, translate(source));
    }
    /**
     * Whether the pattern matches `path` itself; the directories above it are the caller's affair.
     *
     * @throws UserError when the pattern is well-formed for filepath.Match but no valid expression (`[z-a]`, `\q`). moby
     *   says so only when a path is held against it, and so does this.
     */
    matches(path) {
        const match = this.#match;
        switch (match.kind) {
            case 'exact':
                return path === this.source;
            case 'prefix':
                return path.startsWith(match.prefix);
            case 'suffix':
                return path.endsWith(match.suffix) || (match.suffix.startsWith('/') && path === match.suffix.slice(1));
            case 'program':
                return match.program.matches(path);
            case 'invalid':
                throw this.#invalid();
        }
    }
    /** Whether the pattern matches `path` or a directory above it, as `COPY --parents` selects its sources. */
    covers(path) {
        for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (this.matches(path.slice(0, end)))
                return true;
        }
        return this.matches(path);
    }
    /** Whether the pattern could match a path below `directory`; `''` is the root, of which that is always so. */
    mayMatchBelow(directory) {
        if (directory === '')
            return true;
        const below = `${directory}/`;
        const match = this.#match;
        switch (match.kind) {
            case 'exact':
                return this.source.startsWith(below);
            case 'prefix':
                return match.prefix.startsWith(below) || below.startsWith(match.prefix);
            case 'suffix':
                return true;
            case 'program':
                return match.program.mayContinue(below);
            case 'invalid':
                throw this.#invalid();
        }
    }
    #invalid() {
        return new errors/* UserError */.yo(`syntax error in pattern ${JSON.stringify(this.source)}`, { location: this.#location });
    }
}
/** Characters that mean something in an expression but nothing in a pattern. */
const ESCAPED = new Set('.+()|{}$');
/** The way from a pattern to an expression, with moby's short cuts for the common forms. */
function translate(source) {
    const characters = Array.from(source);
    let kind = 'exact';
    let expression = '';
    for (let at = 0; at < characters.length;) {
        const first = at === 0;
        const character = characters[at++] ?? '';
        if (character === '*' && characters[at] === '*') {
            at++;
            if (characters[at] === '/')
                at++;
            if (at < characters.length) {
                expression += '(.*/)?';
                kind = 'program';
            }
            else if (kind === 'exact')
                kind = 'prefix';
            else {
                expression += '.*';
                kind = 'program';
            }
            if (first)
                kind = 'suffix';
        }
        else if (character === '*') {
            expression += '[^/]*';
            kind = 'program';
        }
        else if (character === '?') {
            expression += '[^/]';
            kind = 'program';
        }
        else if (ESCAPED.has(character))
            expression += `\\${character}`;
        else if (character === '\\') {
            const escaped = characters[at++];
            expression += `\\${escaped ?? ''}`;
            if (escaped !== undefined)
                kind = 'program';
        }
        else {
            expression += character;
            if (character === '[' || character === ']')
                kind = 'program';
        }
    }
    switch (kind) {
        case 'exact':
            return { kind };
        case 'prefix':
            return { kind, prefix: source.slice(0, -2) };
        case 'suffix':
            return { kind, suffix: source.slice(2) };
        case 'program': {
            const program = PatternProgram.parse(expression);
            return program === undefined ? { kind: 'invalid' } : { kind, program };
        }
    }
}

;// CONCATENATED MODULE: ./lib/layer/ignore-patterns.js




/**
 * Reads a .dockerignore as moby/patternmatcher's `ignorefile` and `New` do: a BOM is dropped; a line that begins with `#` is
 * a comment (one that begins with a blank is not); blanks around a pattern go; a leading `/` goes; the path is cleaned
 * lexically. A last line without a line feed counts, and so does a line that ends with CR LF.
 *
 * @param name of the file, for errors
 * @throws UserError with the line: a bad pattern, a lone `!`, a line of 64 KiB or more
 */
function readIgnoreFile(bytes, name) {
    const text = (0,layer_name/* decodeName */.e4)(bytes).replace(/^\ufeff/, '');
    const patterns = [];
    for (const [index, line] of text.split('\n').entries()) {
        const location = { file: name, line: index + 1 };
        if ((0,layer_name/* encodeName */.aA)(line).length >= LONGEST_LINE)
            throw new errors/* UserError */.yo('line is too long', { location });
        if (line.startsWith('#'))
            continue;
        const written = trimBlanks(line);
        if (written === '')
            continue;
        const exception = written.startsWith('!');
        const path = rootless(exception ? trimBlanks(written.slice(1)) : written);
        patterns.push(...compile(exception ? `!${path}` : path, written, location));
    }
    return patterns;
}
/**
 * The values of `COPY --exclude`: cleaned like the lines of a .dockerignore, but that a leading `/` stays (and so never
 * matches).
 *
 * @throws UserError for a bad pattern or a lone `!`
 */
function excludePatterns(texts, location) {
    return texts.flatMap((text) => compile(text, trimBlanks(text), location));
}
/** bufio.Scanner's limit for a line, which is where moby's reader gives up. */
const LONGEST_LINE = 64 * 1024;
/** Go's `unicode.IsSpace`: not quite the blanks of `String.trim`. */
const BLANKS = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING_BLANKS = new RegExp(`^${BLANKS}+`);
const BLANK = new RegExp(BLANKS);
function trimBlanks(text) {
    let end = text.length;
    while (end > 0 && BLANK.test(text[end - 1] ?? ''))
        end--;
    return text.slice(0, end).replace(LEADING_BLANKS, '');
}
/** Go's filepath.Clean. */
function clean(path) {
    const normal = external_node_path_.posix.normalize(path);
    return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}
function rootless(path) {
    if (path === '')
        return path;
    const cleaned = clean(path);
    return cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned;
}
/** moby's `patternmatcher.New` for one pattern, which cleans it with its `!` still on. */
function compile(pattern, text, location) {
    const trimmed = trimBlanks(pattern);
    if (trimmed === '')
        return [];
    const cleaned = clean(trimmed);
    const exception = cleaned.startsWith('!');
    if (cleaned === '!') {
        throw new errors/* UserError */.yo('illegal exclusion pattern: "!"', {
            location,
            hint: 'Write the path that is to be taken back in after the exclamation mark.',
        });
    }
    return [{ text, exception, path: PathPattern.compile(exception ? cleaned.slice(1) : cleaned, location) }];
}
/** The patterns of a .dockerignore together: the last one that matches a path, or a directory above it, decides. */
class IgnoreMatcher {
    patterns;
    #exceptions;
    constructor(patterns) {
        this.patterns = patterns;
        this.#exceptions = patterns.filter((pattern) => pattern.exception);
    }
    static of(patterns) {
        return new IgnoreMatcher(patterns);
    }
    /** What to begin a walk with, at the root. */
    get root() {
        return { excluded: false, matched: this.patterns.map(() => false) };
    }
    /** @param path without leading slash; `''`, the root, is never excluded */
    matches(path) {
        let verdict = this.root;
        if (path === '')
            return verdict;
        for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            verdict = this.matchesBelow(verdict, path.slice(0, end));
        }
        return this.matchesBelow(verdict, path);
    }
    /**
     * The same for a walk that already has the verdict on the directory around `path`: moby's `MatchesUsingParentResults`.
     * As there, a pattern that could not change the outcome for the directory counts as not having matched it.
     */
    matchesBelow(parent, path) {
        const matched = [...parent.matched];
        let excluded = false;
        let decisive;
        for (const [index, pattern] of this.patterns.entries()) {
            let match = parent.matched[index] ?? false;
            if (!match) {
                if (pattern.exception !== excluded)
                    continue;
                match = pattern.path.matches(path);
                matched[index] = match;
            }
            if (!match)
                continue;
            excluded = !pattern.exception;
            decisive = pattern;
        }
        return { excluded, matched, ...(decisive === undefined ? {} : { pattern: decisive.text }) };
    }
    /** Whether anything below an excluded directory might be taken back in; where not, a walk need not enter it. */
    mayContainIncluded(directory) {
        return this.#exceptions.some((pattern) => pattern.path.mayMatchBelow(directory));
    }
}


/***/ }),

/***/ 9199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   k_: () => (/* binding */ IndexBuilder),
/* harmony export */   yr: () => (/* binding */ impliedDirectory)
/* harmony export */ });
/* unused harmony export MAX_LAYER_ENTRIES */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _file_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(564);
/* harmony import */ var _name_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2150);
/* harmony import */ var _whiteout_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8238);




/** Members of one layer; a node_modules of everything has some hundred thousand. */
const MAX_LAYER_ENTRIES = 5_000_000;
/** Characters of all paths and link targets of one layer. */
const MAX_NAMES = 512 * 1024 * 1024;
/**
 * Makes a layer's index from its entries as a tar gives them: repeated paths, markers before or after what they mark. What
 * an unpacker could only do wrong (a path below a file, a hard link to something that comes later) is refused here.
 */
class IndexBuilder {
    #label;
    #maxEntries;
    #entries = new Map();
    /** Every path that has something below it. */
    #parents = new Set();
    #opaque = new Set();
    /** Paths that hard links of this layer name: those that stand in it, and those that must be of a layer below. */
    #linked = new Set();
    #linkedBelow = new Set();
    /** How many files each path had before the one that it has now. */
    #replaced = new Map();
    #count = 0;
    #names = 0;
    #file;
    /** @param label how errors name the layer */
    constructor(label, maxEntries = MAX_LAYER_ENTRIES) {
        this.#label = label;
        this.#maxEntries = maxEntries;
    }
    /** @throws InfraError when the entry cannot stand where it does */
    entry(entry) {
        this.#limit(entry);
        this.#addParents(entry);
        if (entry.type === 'whiteout')
            this.#whiteout(entry.path);
        else if (entry.type === 'file') {
            this.#checkReplaced(entry);
            this.#file = { entry, digest: new _file_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .FileDigest */ .d(entry.size) };
        }
        else {
            this.#checkReplaced(entry);
            if (entry.type === 'hardlink')
                this.#link(entry.path, entry.target);
            this.#put(entry);
        }
    }
    /** Content of the file that was entered last. */
    data(chunk) {
        this.#file?.digest.update(chunk);
    }
    /** Ends an entry. */
    end() {
        if (this.#file === undefined)
            return;
        const { entry, digest } = this.#file;
        this.#file = undefined;
        this.#put((0,_file_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestedFile */ .M)(entry, digest.digest()));
    }
    opaque(path) {
        this.#count++;
        this.#opaque.add(path);
        if (path !== '') {
            this.#addParents({ type: 'whiteout', path });
            this.#parents.add(path);
        }
    }
    finish() {
        for (const path of this.#opaque) {
            const entry = this.#entries.get(path) ?? impliedDirectory(path);
            if (entry.type === 'whiteout')
                this.#entries.set(path, { ...impliedDirectory(path), opaque: true });
            else if (entry.type === 'directory')
                this.#entries.set(path, { ...entry, opaque: true });
            else
                this.#refuse(path, 'is marked opaque and is no directory');
        }
        const repeats = new Map();
        for (const [path, count] of this.#replaced) {
            if (this.#entries.get(path)?.type === 'file')
                repeats.set(path, count);
        }
        return { entries: [...this.#entries.values()], repeats };
    }
    #limit(entry) {
        this.#count++;
        this.#names += entry.path.length + ('target' in entry ? entry.target.length : 0);
        if (this.#count > this.#maxEntries)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${this.#label} has more than ${this.#maxEntries} entries`);
        if (this.#names > MAX_NAMES)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${this.#label} has more than ${MAX_NAMES} bytes of names`);
    }
    #addParents(entry) {
        for (let path = entry.path; path !== '';) {
            path = (0,_whiteout_js__WEBPACK_IMPORTED_MODULE_3__/* .parentPath */ .yl)(path);
            if (this.#parents.has(path))
                return;
            const type = this.#entries.get(path)?.type;
            if (type !== undefined && type !== 'directory' && type !== 'whiteout') {
                this.#refuse(entry.path, `stands below a ${type}`);
            }
            this.#parents.add(path);
        }
    }
    #checkReplaced(entry) {
        const { path, type } = entry;
        if (type !== 'directory' && this.#parents.has(path))
            this.#refuse(path, `takes the place of a directory with content`);
        if (this.#linkedBelow.has(path))
            this.#refuse(path, 'comes after a hard link to it');
        const old = this.#entries.get(path);
        if (old === undefined)
            return;
        if (this.#linked.has(path))
            this.#refuse(path, 'comes again after a hard link to it');
        if (old.type === 'file')
            this.#replaced.set(path, (this.#replaced.get(path) ?? 0) + 1);
        // What was removed below and made anew here shows nothing of the layers below.
        if (old.type === 'whiteout' && type === 'directory')
            this.#opaque.add(path);
        // The later one counts, at its own place in the order; but a directory stays before what stands in it.
        if (type !== 'directory' || old.type !== 'directory')
            this.#entries.delete(path);
    }
    #put(entry) {
        this.#entries.set(entry.path, entry);
    }
    #whiteout(path) {
        const old = this.#entries.get(path);
        if (old === undefined)
            this.#put({ type: 'whiteout', path });
        else if (old.type === 'directory')
            this.#opaque.add(path);
    }
    #link(path, target) {
        const type = this.#entries.get(target)?.type;
        if (type === 'directory' || target === path || this.#parents.has(target)) {
            this.#refuse(path, `is a hard link to ${type === 'directory' ? 'a directory' : 'itself or a directory'}`);
        }
        if (type === undefined || type === 'whiteout')
            this.#linkedBelow.add(target);
        else
            this.#linked.add(target);
    }
    #refuse(path, problem) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${this.#label} is not a valid layer: ${JSON.stringify((0,_name_js__WEBPACK_IMPORTED_MODULE_2__/* .displayName */ .QC)(path))} ${problem}`);
    }
}
/** What a directory looks like that a layer needs but does not describe. */
function impliedDirectory(path) {
    return { type: 'directory', path, mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}


/***/ }),

/***/ 9016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  c: () => (/* binding */ LayerEntries)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/layer/tar-block.js
var tar_block = __nccwpck_require__(3330);
// EXTERNAL MODULE: ./lib/layer/whiteout.js
var whiteout = __nccwpck_require__(8238);
;// CONCATENATED MODULE: ./lib/layer/layer-paths.js


const MAX_LINKS = 40;
/**
 * Paths of a tar whose parents are symbolic links of the same tar, rewritten to where the links lead. Unpackers write
 * through such links; rewriting lets everything behind this point treat a parent as a directory, which also keeps a hostile
 * tar from reaching out of the root.
 */
class LayerPaths {
    #links = new Map();
    #lastParent = '';
    #lastResolved = '';
    /** Says what stands at `path` (already resolved) from now on: a symlink's target, or `undefined` for anything else. */
    note(path, target) {
        if (target === undefined) {
            if (this.#links.size === 0 || !this.#links.delete(path))
                return;
        }
        else {
            this.#links.set(path, target);
        }
        this.#lastParent = '';
        this.#lastResolved = '';
    }
    /** `path` with its parents resolved; the last component stays as it is.  @throws InvalidTar after too many links */
    resolve(path) {
        if (this.#links.size === 0)
            return path;
        const parent = (0,whiteout/* parentPath */.yl)(path);
        if (parent === '')
            return path;
        if (parent !== this.#lastParent) {
            this.#lastResolved = this.#directory(parent);
            this.#lastParent = parent;
        }
        if (this.#lastResolved === parent)
            return path;
        const name = path.slice(parent.length + 1);
        return this.#lastResolved === '' ? name : `${this.#lastResolved}/${name}`;
    }
    #directory(path) {
        const pending = path.split('/').reverse();
        const resolved = [];
        for (let links = 0, name = pending.pop(); name !== undefined; name = pending.pop()) {
            if (name === '' || name === '.')
                continue;
            if (name === '..') {
                resolved.pop();
                continue;
            }
            resolved.push(name);
            const target = this.#links.get(resolved.join('/'));
            if (target === undefined)
                continue;
            if (++links > MAX_LINKS)
                throw new tar_block/* InvalidTar */.ZV(`${JSON.stringify(path)}: too many levels of symbolic links`);
            resolved.pop();
            if (target.startsWith('/'))
                resolved.length = 0;
            pending.push(...target.split('/').reverse());
        }
        return resolved.join('/');
    }
}

// EXTERNAL MODULE: ./lib/layer/name.js
var layer_name = __nccwpck_require__(2150);
;// CONCATENATED MODULE: ./lib/layer/layer-entries.js





const IGNORED = { kind: 'ignored' };
/** Reads the members of one tar as a layer's entries (image-spec, "Layer Filesystem Changeset"). */
class LayerEntries {
    #label;
    #paths = new LayerPaths();
    /** @param label how errors name the layer */
    constructor(label) {
        this.#label = label;
    }
    /** @throws InfraError for a member that no layer may hold */
    next(header) {
        try {
            return this.#member(header);
        }
        catch (error) {
            if (!(error instanceof tar_block/* InvalidTar */.ZV))
                throw error;
            throw new errors/* InfraError */.Ri(`${this.#label} is not a valid layer: ${(0,layer_name/* displayName */.QC)(error.message)}`, { cause: error });
        }
    }
    #member(header) {
        if (header.typeflag === 'V')
            return IGNORED;
        const path = this.#paths.resolve(header.path);
        const name = (0,whiteout/* baseName */.Fl)(path);
        if (path.includes(whiteout/* AUFS_PREFIX */.to) || name.startsWith(whiteout/* WHITEOUT_PREFIX */.Fp)) {
            if (name === whiteout/* OPAQUE_MARKER */.$n)
                return { kind: 'opaque', path: (0,whiteout/* parentPath */.yl)(path) };
            if (path.startsWith(whiteout/* AUFS_PREFIX */.to) || path.includes(`/${whiteout/* AUFS_PREFIX */.to}`))
                return IGNORED;
            if (name.startsWith(whiteout/* WHITEOUT_PREFIX */.Fp))
                return { kind: 'entry', entry: layer_entries_whiteout(path, name) };
        }
        const entry = this.#entry(header, path);
        if (path === '' && entry.type !== 'directory')
            throw new tar_block/* InvalidTar */.ZV('its root is no directory');
        this.#paths.note(path, entry.type === 'symlink' ? entry.target : undefined);
        return { kind: 'entry', entry };
    }
    #entry(header, path) {
        const { typeflag, mode, uid, gid, mtime, xattrs } = header;
        const metadata = { mode, uid, gid, mtime, ...(hasKeys(xattrs) ? { xattrs } : {}) };
        switch (typeflag) {
            case '0':
                if (!hasKeys(xattrs))
                    return { type: 'file', path, mode, uid, gid, mtime, size: header.size };
                return { type: 'file', path, ...metadata, size: header.size };
            case '1':
                return { type: 'hardlink', path, target: this.#paths.resolve(header.linkname) };
            case '2':
                return { type: 'symlink', path, ...metadata, target: header.linkname };
            case '3':
            case '4':
                return {
                    type: typeflag === '3' ? 'char' : 'block',
                    path,
                    ...metadata,
                    major: header.major,
                    minor: header.minor,
                };
            case '5':
                return { type: 'directory', path, ...metadata };
            case '6':
                return { type: 'fifo', path, ...metadata };
            default:
                throw new tar_block/* InvalidTar */.ZV(`${JSON.stringify(path)} has the unknown type ${JSON.stringify(typeflag)}`);
        }
    }
}
function hasKeys(xattrs) {
    for (const name in xattrs)
        if (Object.hasOwn(xattrs, name))
            return true;
    return false;
}
function layer_entries_whiteout(path, name) {
    const removed = name.slice(whiteout/* WHITEOUT_PREFIX */.Fp.length);
    // `.wh...` would remove the directory's parent.
    if (removed === '' || removed === '.' || removed === '..') {
        throw new tar_block/* InvalidTar */.ZV(`${JSON.stringify(path)} is no proper whiteout`);
    }
    const parent = (0,whiteout/* parentPath */.yl)(path);
    return { type: 'whiteout', path: parent === '' ? removed : `${parent}/${removed}` };
}


/***/ }),

/***/ 3457:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ decodeIndex),
/* harmony export */   b: () => (/* binding */ encodeIndex)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8522);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9501);



/*
 * The stored form is gzipped JSON: `JSON.parse` is faster than any reader of our own, and gzip finds what paths have in
 * common. Mode, owner and xattrs, of which a layer has few combinations, stand once in `metadata` and are named by number.
 */
const FORMAT = 'layer-index/1';
/** Bytes of the plain JSON; an index of five million entries has about 700 MB. */
const MAX_DECODED = 1024 ** 3;
/** The index as bytes, for the store: compact, versioned, the same for equal indexes. */
function encodeIndex(index) {
    const metadata = [];
    const numbers = new Map();
    const numberOf = (entry) => {
        const { mode, uid, gid, xattrs } = entry;
        const key = `${mode} ${uid} ${gid} ${xattrs === undefined ? '' : JSON.stringify(xattrs)}`;
        let number = numbers.get(key);
        if (number === undefined) {
            number = metadata.push(xattrs === undefined ? [mode, uid, gid] : [mode, uid, gid, { ...xattrs }]) - 1;
            numbers.set(key, number);
        }
        return number;
    };
    const stored = {
        format: FORMAT,
        diffId: index.diffId,
        treeDigest: index.treeDigest,
        repeats: [...(index.repeats ?? [])],
        entries: index.entries.map((entry) => storedEntry(entry, numberOf)),
        metadata,
    };
    return (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.gzipSync)(JSON.stringify(stored), { level: 3 });
}
function storedEntry(entry, numberOf) {
    switch (entry.type) {
        case 'file':
            return ['f', entry.path, numberOf(entry), entry.mtime, entry.size, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestHex */ .sU)(entry.digest)];
        case 'directory':
            return ['d', entry.path, numberOf(entry), entry.mtime, entry.opaque === true ? 1 : 0];
        case 'symlink':
            return ['l', entry.path, numberOf(entry), entry.mtime, entry.target];
        case 'char':
        case 'block':
            return [entry.type === 'char' ? 'c' : 'b', entry.path, numberOf(entry), entry.mtime, entry.major, entry.minor];
        case 'fifo':
            return ['p', entry.path, numberOf(entry), entry.mtime];
        case 'hardlink':
            return ['h', entry.path, entry.target];
        case 'whiteout':
            return ['w', entry.path];
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(entry);
    }
}
/** @throws InfraError for anything that `encodeIndex` does not make */
function decodeIndex(bytes) {
    let stored;
    try {
        stored = JSON.parse((0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.gunzipSync)(bytes, { maxOutputLength: MAX_DECODED }).toString('utf8'));
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri('a stored layer index cannot be read', { cause: error });
    }
    try {
        return decodeStored(stored);
    }
    catch (error) {
        if (!(error instanceof Nonsense))
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri(`a stored layer index is damaged: ${error.message}`, { cause: error });
    }
}
class Nonsense extends Error {
    name = 'Nonsense';
}
function decodeStored(stored) {
    if (typeof stored !== 'object' || stored === null)
        throw new Nonsense('no object');
    const { format, diffId, treeDigest, repeats, metadata, entries } = stored;
    if (format !== FORMAT)
        throw new Nonsense('another format');
    const known = array(metadata).map(decodeMetadata);
    const seen = new Map();
    const decoded = [];
    for (const row of array(entries)) {
        const entry = decodeEntry(array(row), known);
        if (seen.has(entry.path))
            throw new Nonsense('a path twice');
        seen.set(entry.path, entry.type);
        decoded.push(entry);
    }
    const counts = new Map();
    for (const pair of array(repeats)) {
        const [path, count] = array(pair);
        if (typeof path !== 'string' || seen.get(path) !== 'file')
            throw new Nonsense('repeats of no file');
        counts.set(path, integer(count, 1, MAX));
    }
    return {
        entries: decoded,
        diffId: digest(diffId),
        treeDigest: digest(treeDigest),
        ...(counts.size === 0 ? {} : { repeats: counts }),
    };
}
const MAX = Number.MAX_SAFE_INTEGER;
const MAX_ID = 0xffffffff;
function decodeMetadata(value) {
    const [mode, uid, gid, xattrs] = array(value);
    const plain = { mode: integer(mode, 0, 0o7777), uid: integer(uid, 0, MAX_ID), gid: integer(gid, 0, MAX_ID) };
    if (xattrs === undefined)
        return plain;
    if (typeof xattrs !== 'object' || xattrs === null)
        throw new Nonsense('xattrs');
    for (const text of Object.values(xattrs))
        if (typeof text !== 'string')
            throw new Nonsense('xattrs');
    return { ...plain, xattrs: xattrs };
}
function decodeEntry(row, known) {
    const path = pathOf(row[1]);
    const type = row[0];
    if (type === 'h')
        return { type: 'hardlink', path, target: pathOf(row[2]) };
    if (type === 'w')
        return { type: 'whiteout', path };
    const metadata = typeof row[2] === 'number' ? known[row[2]] : undefined;
    if (metadata === undefined)
        throw new Nonsense('metadata');
    const { mode, uid, gid, xattrs } = metadata;
    const mtime = integer(row[3], -MAX, MAX);
    // Spelt out: spreading costs four times as much, and an index has many thousands of entries.
    switch (type) {
        case 'f': {
            const size = integer(row[4], 0, MAX);
            const hash = hex(row[5]);
            if (xattrs === undefined)
                return { type: 'file', path, mode, uid, gid, mtime, size, digest: hash };
            return { type: 'file', path, mode, uid, gid, mtime, xattrs, size, digest: hash };
        }
        case 'd':
            return { type: 'directory', path, ...metadata, mtime, ...(row[4] === 1 ? { opaque: true } : {}) };
        case 'l':
            return { type: 'symlink', path, ...metadata, mtime, target: string(row[4]) };
        case 'c':
        case 'b': {
            const numbers = { major: integer(row[4], 0, MAX), minor: integer(row[5], 0, MAX) };
            return { type: type === 'c' ? 'char' : 'block', path, ...metadata, mtime, ...numbers };
        }
        case 'p':
            return { type: 'fifo', path, ...metadata, mtime };
        default:
            throw new Nonsense('unknown type');
    }
}
function array(value) {
    if (!Array.isArray(value))
        throw new Nonsense('no list');
    return value;
}
function integer(value, min, max) {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
        throw new Nonsense('number');
    return value;
}
function string(value) {
    if (typeof value !== 'string')
        throw new Nonsense('text');
    return value;
}
const UNCLEAN = /(?:^|\/)\.{0,2}(?:\/|$)|\0/;
function pathOf(value) {
    const path = string(value);
    if (path !== '' && UNCLEAN.test(path))
        throw new Nonsense('path');
    return path;
}
const HEX = /^[a-f0-9]{64}$/;
function hex(value) {
    if (typeof value !== 'string' || !HEX.test(value))
        throw new Nonsense('digest');
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestOfHex */ .z9)(value);
}
function digest(value) {
    if (typeof value !== 'string' || !(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(value))
        throw new Nonsense('digest');
    return value;
}


/***/ }),

/***/ 2150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jk: () => (/* binding */ fsPath),
/* harmony export */   QC: () => (/* binding */ displayName),
/* harmony export */   aA: () => (/* binding */ encodeName),
/* harmony export */   e4: () => (/* binding */ decodeName),
/* harmony export */   r6: () => (/* binding */ readNames)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/**
 * Names as JavaScript strings. A Linux name is bytes, mostly UTF-8; a byte that is not part of valid UTF-8 is kept as the
 * lone surrogate U+DC00 + byte (U+DC80–U+DCFF), as Python's `surrogateescape` does, so that every name survives a round trip.
 */


const ESCAPE = 0xdc00;
/** With the `u` flag a surrogate that belongs to a pair does not match. */
const HAS_ESCAPE = /[\uDC80-\uDCFF]/u;
/** The string for the bytes of a name; `encodeName` gives the same bytes back, whatever they are. */
function decodeName(bytes) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(buffer))
        return buffer.toString('utf8');
    let name = '';
    for (let at = 0; at < buffer.length;) {
        const length = sequenceLength(buffer, at);
        if (length === 0) {
            name += String.fromCharCode(ESCAPE + (buffer[at] ?? 0));
            at++;
        }
        else {
            name += buffer.toString('utf8', at, at + length);
            at += length;
        }
    }
    return name;
}
/** Bytes of the valid UTF-8 sequence at `at`, 0 when there is none (RFC 3629, section 4). */
function sequenceLength(bytes, at) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80)
        return 1;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || at + length > bytes.length)
        return 0;
    return (0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes.subarray(at, at + length)) ? length : 0;
}
/** The bytes of a name. */
function encodeName(name) {
    if (!HAS_ESCAPE.test(name))
        return Buffer.from(name, 'utf8');
    const parts = [];
    for (const character of name) {
        const code = character.codePointAt(0) ?? 0;
        parts.push(code >= 0xdc80 && code <= 0xdcff ? Buffer.of(code - ESCAPE) : Buffer.from(character, 'utf8'));
    }
    return Buffer.concat(parts);
}
/** `path` in the form that `node:fs` needs: a Buffer only where a string would lose bytes. */
function fsPath(path) {
    return HAS_ESCAPE.test(path) ? encodeName(path) : path;
}
/**
 * Names in the directory at `directory`, unsorted, none lost to its encoding.
 *
 * @throws what `readdirSync` throws
 */
function readNames(directory) {
    const path = fsPath(directory);
    const names = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(path);
    // Node puts U+FFFD where a name is not UTF-8; asking for bytes at once would cost the common case a Buffer a name.
    if (!names.some((name) => name.includes('\uFFFD')))
        return names;
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(path, { encoding: 'buffer' }).map(decodeName);
}
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]|[\uD800-\uDFFF]/gu;
/** `name` for people: control characters, bidi overrides and bytes that are not UTF-8 are shown as escapes. */
function displayName(name) {
    return name.replace(UNPRINTABLE, (character) => {
        const code = character.charCodeAt(0);
        if (code >= 0xdc80 && code <= 0xdcff)
            return `\\x${(code - ESCAPE).toString(16)}`;
        if (code < 0x80)
            return `\\x${code.toString(16).padStart(2, '0')}`;
        return `\\u${code.toString(16).padStart(4, '0')}`;
    });
}


/***/ }),

/***/ 5067:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Sw: () => (/* binding */ paxInteger),
/* harmony export */   dj: () => (/* binding */ paxSeconds),
/* harmony export */   ej: () => (/* binding */ paxXattrs),
/* harmony export */   lv: () => (/* binding */ xattrKeyword),
/* harmony export */   nY: () => (/* binding */ paxRecord),
/* harmony export */   vZ: () => (/* binding */ parsePaxRecords)
/* harmony export */ });
/* harmony import */ var _name_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2150);
/* harmony import */ var _tar_block_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3330);
/** Records of PAX extended headers (IEEE 1003.1, pax, "pax Extended Header"). */


const EQUALS = 0x3d;
const NEWLINE = 0x0a;
const SPACE = 0x20;
/**
 * Parses `LENGTH KEYWORD=VALUE\n` records. GNU's sparse format 0.0 repeats `GNU.sparse.offset` and `.numbytes`; they come
 * out as the one `GNU.sparse.map` of format 0.1.
 *
 * @throws InvalidTar
 */
function parsePaxRecords(bytes) {
    const records = new Map();
    const sparse = [];
    for (let at = 0; at < bytes.length;) {
        let length = 0;
        let digits = at;
        for (; digits < bytes.length && bytes[digits] !== SPACE; digits++) {
            const digit = (bytes[digits] ?? 0) - 0x30;
            if (digit < 0 || digit > 9 || digits - at > 8)
                throw new _tar_block_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidTar */ .ZV('malformed PAX record');
            length = length * 10 + digit;
        }
        const end = at + length;
        if (end > bytes.length || end <= digits + 2 || bytes[end - 1] !== NEWLINE) {
            throw new _tar_block_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidTar */ .ZV('malformed PAX record');
        }
        const record = bytes.subarray(digits + 1, end - 1);
        const equals = record.indexOf(EQUALS);
        if (equals <= 0)
            throw new _tar_block_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidTar */ .ZV('PAX record without a keyword');
        const keyword = (0,_name_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeName */ .e4)(record.subarray(0, equals));
        const value = record.subarray(equals + 1);
        if (keyword === 'GNU.sparse.offset' || keyword === 'GNU.sparse.numbytes') {
            const wanted = keyword === 'GNU.sparse.offset' ? 0 : 1;
            if (sparse.length % 2 !== wanted)
                throw new _tar_block_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidTar */ .ZV('malformed sparse map');
            sparse.push(value.toString('latin1'));
        }
        else {
            records.set(keyword, value);
        }
        at = end;
    }
    if (sparse.length > 0)
        records.set('GNU.sparse.map', Buffer.from(sparse.join(','), 'latin1'));
    return records;
}
/** One record: its length counts itself. */
function paxRecord(keyword, value) {
    const rest = keyword.length + value.length + 3;
    let length = rest + String(rest).length;
    if (String(length).length > String(rest).length)
        length = rest + String(length).length;
    return Buffer.concat([Buffer.from(`${length} `), keyword, Buffer.of(EQUALS), value, Buffer.of(NEWLINE)]);
}
/** @throws InvalidTar */
function paxInteger(value, what) {
    const text = value.toString('latin1');
    if (!/^-?\d{1,16}$/.test(text))
        throw new _tar_block_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidTar */ .ZV(`the ${what} in a PAX header is no number`);
    const number = Number(text);
    if (!Number.isSafeInteger(number))
        throw new _tar_block_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidTar */ .ZV(`absurd ${what}`);
    return number;
}
/** Seconds with a fraction, rounded down to whole ones as the kernel's `tv_sec` is.  @throws InvalidTar */
function paxSeconds(value) {
    const match = /^(-?)(\d{1,15})(?:\.(\d*))?$/.exec(value.toString('latin1'));
    if (match === null)
        throw new _tar_block_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidTar */ .ZV('the mtime in a PAX header is no number');
    const whole = Number(match[2]);
    if (match[1] === '')
        return whole;
    const fraction = /[1-9]/.test(match[3] ?? '');
    return fraction ? -whole - 1 : 0 - whole;
}
const SCHILY = 'SCHILY.xattr.';
const LIBARCHIVE = 'LIBARCHIVE.xattr.';
/** Extended attributes, values as base64. Where both notations name one, SCHILY's raw bytes count.  @throws InvalidTar */
function paxXattrs(records) {
    const found = new Map();
    for (const [keyword, value] of records) {
        if (keyword.startsWith(LIBARCHIVE)) {
            const name = percentDecoded(keyword.slice(LIBARCHIVE.length));
            if (!found.has(name))
                found.set(name, Buffer.from(value.toString('latin1'), 'base64').toString('base64'));
        }
        else if (keyword.startsWith(SCHILY)) {
            found.set(percentDecoded(keyword.slice(SCHILY.length)), value.toString('base64'));
        }
    }
    for (const name of found.keys()) {
        if (name === '' || name.includes('\0'))
            throw new _tar_block_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidTar */ .ZV('extended attribute without a proper name');
    }
    return Object.fromEntries(found);
}
/** A keyword cannot hold `=`: GNU tar writes it, and `%`, as a percent escape. */
function xattrKeyword(name) {
    return SCHILY + name.replace(/[%=]/g, (character) => (character === '%' ? '%25' : '%3D'));
}
function percentDecoded(name) {
    if (!name.includes('%'))
        return name;
    return name.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => (0,_name_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeName */ .e4)(Buffer.from(escapes.replaceAll('%', ''), 'hex')));
}


/***/ }),

/***/ 3330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $J: () => (/* binding */ parseNumber),
/* harmony export */   IE: () => (/* binding */ BLOCK),
/* harmony export */   ZV: () => (/* binding */ InvalidTar),
/* harmony export */   cM: () => (/* binding */ checksum),
/* harmony export */   ei: () => (/* binding */ isZeroBlock),
/* harmony export */   fj: () => (/* binding */ ownerId),
/* harmony export */   gE: () => (/* binding */ parseHeaderBlock),
/* harmony export */   ts: () => (/* binding */ cleanPath)
/* harmony export */ });
/* harmony import */ var _name_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2150);
/** The 512-byte header block: POSIX ustar (IEEE 1003.1, pax, "ustar Interchange Format") and what v7, star and GNU made of it. */

const BLOCK = 512;
/** What is wrong with an archive. Never leaves `TarReader`, which says in an InfraError which archive it is. */
class InvalidTar extends Error {
    name = 'InvalidTar';
}
const CHECKSUM_AT = 148;
const CHECKSUM_LENGTH = 8;
const SPACE = 0x20;
/** The sum over the block with the checksum field taken as spaces. */
function checksum(block) {
    let sum = CHECKSUM_LENGTH * SPACE;
    for (let at = 0; at < CHECKSUM_AT; at++)
        sum += block[at] ?? 0;
    for (let at = CHECKSUM_AT + CHECKSUM_LENGTH; at < BLOCK; at++)
        sum += block[at] ?? 0;
    return sum;
}
/** Some old programs summed signed characters. */
function signedChecksum(block) {
    let sum = CHECKSUM_LENGTH * SPACE;
    for (let at = 0; at < BLOCK; at++) {
        if (at === CHECKSUM_AT)
            at += CHECKSUM_LENGTH;
        sum += ((block[at] ?? 0) << 24) >> 24;
    }
    return sum;
}
function isZeroBlock(block) {
    if (block[0] !== 0)
        return false;
    for (let at = 1; at < BLOCK; at++)
        if (block[at] !== 0)
            return false;
    return true;
}
/** @throws InvalidTar */
function parseHeaderBlock(block) {
    const said = parseNumber(block, CHECKSUM_AT, CHECKSUM_LENGTH, 'checksum');
    if (said !== checksum(block) && said !== signedChecksum(block))
        throw new InvalidTar('wrong header checksum');
    const typeflag = String.fromCharCode(block[156] ?? 0);
    const dialect = dialectOf(block);
    const device = typeflag === '3' || typeflag === '4';
    let name = text(block, 0, 100);
    const prefix = dialect === 'ustar' ? text(block, 345, 155) : dialect === 'star' ? text(block, 345, 131) : '';
    if (prefix !== '')
        name = `${prefix}/${name}`;
    return {
        typeflag,
        name,
        linkname: text(block, 157, 100),
        mode: permissionBits(parseNumber(block, 100, 8, 'mode')),
        uid: ownerId(parseNumber(block, 108, 8, 'uid'), 'uid'),
        gid: ownerId(parseNumber(block, 116, 8, 'gid'), 'gid'),
        size: parseNumber(block, 124, 12, 'size'),
        mtime: parseNumber(block, 136, 12, 'mtime'),
        major: device ? parseNumber(block, 329, 8, 'device number') : 0,
        minor: device ? parseNumber(block, 337, 8, 'device number') : 0,
    };
}
function dialectOf(block) {
    const magic = block.toString('latin1', 257, 265);
    if (magic === 'ustar  \0')
        return 'gnu';
    if (!magic.startsWith('ustar'))
        return 'v7';
    return block.toString('latin1', 508, 512) === 'tar\0' ? 'star' : 'ustar';
}
function text(block, start, length) {
    const limit = start + length;
    let end = start;
    while (end < limit && block[end] !== 0)
        end++;
    return end === start ? '' : (0,_name_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeName */ .e4)(block.subarray(start, end));
}
/**
 * A numeric field: octal digits with blanks or NULs around them, or base-256 when its first bit is set (GNU, star).
 *
 * @throws InvalidTar also for a number beyond 2^53
 */
function parseNumber(block, start, length, what) {
    if (((block[start] ?? 0) & 0x80) !== 0)
        return base256(block.subarray(start, start + length), what);
    const limit = start + length;
    let at = start;
    while (at < limit && (block[at] === SPACE || block[at] === 0))
        at++;
    let value = 0;
    for (; at < limit; at++) {
        const digit = (block[at] ?? 0) - 0x30;
        if (digit < 0 || digit > 7)
            break;
        value = value * 8 + digit;
    }
    for (; at < limit; at++) {
        if (block[at] !== SPACE && block[at] !== 0)
            throw new InvalidTar(`the ${what} is no number`);
    }
    return value;
}
function base256(bytes, what) {
    const negative = ((bytes[0] ?? 0) & 0x40) !== 0;
    const flip = negative ? 0xff : 0;
    let value = 0;
    for (let at = 0; at < bytes.length; at++) {
        const byte = (bytes[at] ?? 0) ^ flip;
        value = value * 256 + (at === 0 ? byte & 0x7f : byte);
        if (value > Number.MAX_SAFE_INTEGER)
            throw new InvalidTar(`absurd ${what}`);
    }
    return negative ? -value - 1 : value;
}
/** File type bits, which some programs leave in the field, are dropped. */
function permissionBits(mode) {
    return ((mode % 0o10000) + 0o10000) % 0o10000;
}
/** Old systems wrote `nobody` as -2: the same 32 bits that the kernel takes.  @throws InvalidTar */
function ownerId(id, what) {
    if (id < -0x80000000 || id > 0xffffffff)
        throw new InvalidTar(`absurd ${what} ${id}`);
    return id >>> 0;
}
const UNCLEAN = /(?:^|\/)\.{0,2}(?:\/|$)/;
/**
 * `raw` without leading and trailing slashes, `.` and `..`; the root is `''`.
 *
 * @throws InvalidTar when it leads out of the root or holds a NUL
 */
function cleanPath(raw, what) {
    let path = raw.startsWith('./') ? raw.slice(2) : raw;
    if (path.endsWith('/'))
        path = path.slice(0, -1);
    if (path.includes('\0'))
        throw new InvalidTar(`${what} ${JSON.stringify(raw)} holds a NUL`);
    if (!UNCLEAN.test(path))
        return path;
    const components = [];
    for (const component of path.split('/')) {
        if (component === '' || component === '.')
            continue;
        if (component !== '..')
            components.push(component);
        else if (components.pop() === undefined) {
            throw new InvalidTar(`${what} ${JSON.stringify(raw.slice(0, 300))} leads out of the root`);
        }
    }
    path = components.join('/');
    return path;
}


/***/ }),

/***/ 863:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  R: () => (/* binding */ TarReader)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/layer/name.js
var layer_name = __nccwpck_require__(2150);
// EXTERNAL MODULE: ./lib/layer/pax-records.js
var pax_records = __nccwpck_require__(5067);
// EXTERNAL MODULE: ./lib/layer/tar-block.js
var tar_block = __nccwpck_require__(3330);
;// CONCATENATED MODULE: ./lib/layer/tar-header.js



const NO_XATTRS = {};
/**
 * Folds a member's extension headers into its header block; PAX counts before GNU's long names.
 *
 * @param size bytes that the member's content has in the end
 * @throws InvalidTar
 */
function assembleHeader(block, records, long, size) {
    const rawPath = textRecord(records, 'GNU.sparse.name') ?? textRecord(records, 'path') ?? named(long.name) ?? block.name;
    const rawLink = textRecord(records, 'linkpath') ?? named(long.link) ?? block.linkname;
    if (rawPath.length > MAX_PATH || rawLink.length > MAX_PATH)
        throw new tar_block/* InvalidTar */.ZV('a path that is too long');
    const typeflag = normalisedType(block.typeflag, rawPath);
    const path = (0,tar_block/* cleanPath */.ts)(rawPath, 'the path');
    return {
        typeflag,
        path,
        linkname: typeflag === '1' ? (0,tar_block/* cleanPath */.ts)(rawLink, 'the hard link target') : typeflag === '2' ? symlink(rawLink) : '',
        mode: block.mode,
        uid: (0,tar_block/* ownerId */.fj)(integerRecord(records, 'uid') ?? block.uid, 'uid'),
        gid: (0,tar_block/* ownerId */.fj)(integerRecord(records, 'gid') ?? block.gid, 'gid'),
        size,
        mtime: secondsRecord(records, 'mtime') ?? block.mtime,
        major: block.major,
        minor: block.minor,
        xattrs: records.size === 0 ? NO_XATTRS : (0,pax_records/* paxXattrs */.ej)(records),
    };
}
/** Far above what Linux can open; a bound on the memory that a hostile archive takes. */
const MAX_PATH = 64 * 1024;
function normalisedType(typeflag, rawPath) {
    switch (typeflag) {
        case '\0':
            return rawPath.endsWith('/') ? '5' : '0';
        case '7':
        case 'S':
            return '0';
        case 'D':
            return '5';
        default:
            return typeflag;
    }
}
function symlink(target) {
    if (target === '' || target.includes('\0'))
        throw new tar_block/* InvalidTar */.ZV('a symbolic link without a proper target');
    return target;
}
function named(bytes) {
    return bytes === undefined ? undefined : (0,layer_name/* decodeName */.e4)(bytes);
}
/** An empty value takes an earlier record back (pax, "pax Extended Header"). */
function present(records, keyword) {
    const value = records.get(keyword);
    return value === undefined || value.length === 0 ? undefined : value;
}
function textRecord(records, keyword) {
    return named(present(records, keyword));
}
function integerRecord(records, keyword) {
    const value = present(records, keyword);
    return value === undefined ? undefined : (0,pax_records/* paxInteger */.Sw)(value, keyword);
}
function secondsRecord(records, keyword) {
    const value = present(records, keyword);
    return value === undefined ? undefined : (0,pax_records/* paxSeconds */.dj)(value);
}

;// CONCATENATED MODULE: ./lib/layer/tar-sparse.js
/** Sparse members of GNU archives: the stored bytes are only the file's data, a map says where they belong. */

/** More pieces than any real file has: a bound on the memory that a hostile map takes. */
const MAX_SEGMENTS = 200_000;
/** @throws InvalidTar unless the segments are ascending, inside of the file, and as long as the stored bytes */
function checkedMap(realSize, segments, stored) {
    let end = 0;
    let sum = 0;
    for (let at = 0; at < segments.length; at += 2) {
        const offset = segments[at] ?? -1;
        const length = segments[at + 1] ?? -1;
        if (offset < end || length < 0 || offset + length > realSize)
            throw new tar_block/* InvalidTar */.ZV('malformed sparse map');
        end = offset + length;
        sum += length;
    }
    if (sum !== stored)
        throw new tar_block/* InvalidTar */.ZV('the sparse map does not fit the stored bytes');
    return { realSize, segments };
}
/** The text of `GNU.sparse.map` (PAX formats 0.0 and 0.1): numbers between commas.  @throws InvalidTar */
function parseMapText(text) {
    if (text === '')
        return [];
    const numbers = text.split(',').map(decimal);
    if (numbers.length % 2 !== 0 || numbers.length > 2 * MAX_SEGMENTS)
        throw new tar_block/* InvalidTar */.ZV('malformed sparse map');
    return numbers;
}
function decimal(text) {
    const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    if (!Number.isSafeInteger(number))
        throw new tar_block/* InvalidTar */.ZV('malformed sparse map');
    return number;
}
/** Collects the map of PAX format 1.0, which stands in front of the data: lines of decimal digits, padded to whole blocks. */
class MapBlocks {
    /** Bytes taken so far. */
    size = 0;
    #line = '';
    #count;
    #numbers = [];
    /** @returns the segments, once the map is complete  @throws InvalidTar */
    add(block) {
        this.size += tar_block/* BLOCK */.IE;
        const lines = (this.#line + block.toString('latin1')).split('\n');
        // What follows the last newline goes on in the next block, or is padding when the map is complete.
        this.#line = lines.pop() ?? '';
        for (const line of lines) {
            if (this.#count === undefined)
                this.#count = 2 * decimal(line);
            else if (this.#numbers.length < this.#count)
                this.#numbers.push(decimal(line));
        }
        if (this.#count !== undefined && this.#count > 2 * MAX_SEGMENTS)
            throw new tar_block/* InvalidTar */.ZV('absurd sparse map');
        if (this.#count === this.#numbers.length)
            return this.#numbers;
        if (this.#line.length > 20)
            throw new tar_block/* InvalidTar */.ZV('malformed sparse map');
        return undefined;
    }
}
/** Collects the map of the old GNU format: four pieces in the header (typeflag 'S'), 21 in each extension block. */
class OldGnuMap {
    realSize;
    segments = [];
    /** Whether another extension block follows. */
    continued;
    constructor(header) {
        this.realSize = (0,tar_block/* parseNumber */.$J)(header, 483, 12, 'sparse size');
        this.#take(header, 386, 4);
        this.continued = header[482] !== 0;
    }
    /** @throws InvalidTar */
    extend(block) {
        if ((0,tar_block/* isZeroBlock */.ei)(block))
            throw new tar_block/* InvalidTar */.ZV('malformed sparse map');
        this.#take(block, 0, 21);
        this.continued = block[504] !== 0;
    }
    #take(block, start, count) {
        for (let number = 0; number < count; number++) {
            const at = start + number * 24;
            if (block[at] === 0)
                break;
            this.segments.push((0,tar_block/* parseNumber */.$J)(block, at, 12, 'sparse offset'), (0,tar_block/* parseNumber */.$J)(block, at + 12, 12, 'sparse length'));
        }
        if (this.segments.length > 2 * MAX_SEGMENTS)
            throw new tar_block/* InvalidTar */.ZV('absurd sparse map');
    }
}
const ZEROS = Buffer.alloc(64 * 1024);
/** Gives back the whole content from the stored bytes. */
class SparseExpander {
    #map;
    #emit;
    /** Index in the map of the segment that is being filled. */
    #segment = 0;
    #position = 0;
    constructor(map, emit) {
        this.#map = map;
        this.#emit = emit;
    }
    write(chunk) {
        for (let at = 0; at < chunk.length;) {
            const offset = this.#map.segments[this.#segment] ?? this.#map.realSize;
            const end = offset + (this.#map.segments[this.#segment + 1] ?? 0);
            if (this.#position < offset)
                this.#zerosUntil(offset);
            const count = Math.min(end - this.#position, chunk.length - at);
            if (count > 0)
                this.#emit(chunk.subarray(at, at + count));
            at += count;
            this.#position += count;
            if (this.#position === end)
                this.#segment += 2;
        }
    }
    finish() {
        this.#zerosUntil(this.#map.realSize);
    }
    #zerosUntil(offset) {
        while (this.#position < offset) {
            const count = Math.min(offset - this.#position, ZEROS.length);
            this.#emit(count === ZEROS.length ? ZEROS : ZEROS.subarray(0, count));
            this.#position += count;
        }
    }
}

;// CONCATENATED MODULE: ./lib/layer/tar-reader.js






/** Bytes of one extension header; GNU tar and Go stop at the same. */
const MAX_META = 1024 * 1024;
/** Zeros that one archive's sparse files may expand to: a few kilobytes could else keep a machine busy for years. */
const MAX_HOLES = 64 * 1024 ** 3;
/** Members that have no content, whatever their size field says (as Go's archive/tar reads them). */
const NO_CONTENT = '123456';
/** Keywords that make no sense for all members at once, and that a hostile global header would rename everything with. */
const LOCAL_KEYWORDS = new Set(['path', 'linkpath', 'size']);
const MAX_GLOBALS = 1000;
const NO_RECORDS = new Map();
/** Push parser for v7, ustar, star, GNU and PAX archives. File data passes through uncopied. */
class TarReader {
    #sink;
    #label;
    #state = 'header';
    /** A block that came in pieces. */
    #partial = Buffer.allocUnsafe(tar_block/* BLOCK */.IE);
    #have = 0;
    #zeroBlocks = 0;
    /** Bytes of the current data, extension header or skipped part that are still to come, and of the padding after them. */
    #left = 0;
    #padding = 0;
    #meta;
    #globals = new Map();
    #extension;
    #longName;
    #longLink;
    /** A sparse member whose map is still being read. */
    #pendingSparse;
    #expander;
    #holes = 0;
    /** Whether the sink sees the data that goes by. */
    #open = false;
    /** @param label how errors name the archive, e.g. `layer sha256:12ab…` */
    constructor(sink, label = 'the archive') {
        this.#sink = sink;
        this.#label = label;
    }
    /** @throws InfraError for anything that is no valid tar; whatever the sink throws */
    write(chunk) {
        try {
            this.#parse(chunk);
        }
        catch (error) {
            throw this.#named(error);
        }
    }
    /** Says that the input ended. @throws InfraError when it ended inside of a member */
    finish() {
        // The last padding and the zero blocks at the end may be missing: some programs leave them out, and nothing is lost.
        const complete = (this.#state === 'header' && this.#have === 0) || this.#state === 'end' || this.#state === 'skip';
        if (!complete || this.#hasExtension())
            throw this.#named(new tar_block/* InvalidTar */.ZV('it ends in the middle of a member'));
    }
    #named(error) {
        if (!(error instanceof tar_block/* InvalidTar */.ZV))
            return error;
        return new errors/* InfraError */.Ri(`${this.#label} is not a valid tar: ${(0,layer_name/* displayName */.QC)(error.message)}`, { cause: error });
    }
    #parse(chunk) {
        for (let at = 0; at < chunk.length;) {
            switch (this.#state) {
                case 'header':
                case 'old-sparse':
                case 'sparse-map': {
                    const available = chunk.length - at;
                    if (this.#have === 0 && available >= tar_block/* BLOCK */.IE) {
                        this.#block(chunk.subarray(at, at + tar_block/* BLOCK */.IE));
                        at += tar_block/* BLOCK */.IE;
                        break;
                    }
                    const count = Math.min(tar_block/* BLOCK */.IE - this.#have, available);
                    chunk.copy(this.#partial, this.#have, at, at + count);
                    this.#have += count;
                    at += count;
                    if (this.#have === tar_block/* BLOCK */.IE) {
                        this.#have = 0;
                        this.#block(this.#partial);
                    }
                    break;
                }
                case 'meta':
                case 'data':
                case 'skip': {
                    const count = Math.min(this.#left, chunk.length - at);
                    this.#left -= count;
                    this.#content(chunk, at, at + count);
                    at += count;
                    if (this.#left === 0)
                        this.#contentDone();
                    break;
                }
                case 'end':
                    return;
                default:
                    (0,errors/* unreachable */.HB)(this.#state);
            }
        }
    }
    #block(block) {
        if (this.#state === 'header')
            this.#header(block);
        else
            this.#sparseBlock(block);
    }
    #content(chunk, start, end) {
        if (this.#state === 'data') {
            const data = chunk.subarray(start, end);
            if (this.#expander === undefined)
                this.#sink.data(data);
            else
                this.#expander.write(data);
        }
        else if (this.#state === 'meta' && this.#meta !== undefined) {
            chunk.copy(this.#meta.bytes, this.#meta.bytes.length - this.#left - (end - start), start, end);
        }
    }
    #contentDone() {
        if (this.#state === 'data')
            this.#endMember();
        else if (this.#state === 'meta')
            this.#metaDone();
        else
            this.#state = 'header';
    }
    #skipPadding() {
        this.#left = this.#padding;
        this.#state = this.#left === 0 ? 'header' : 'skip';
    }
    #expect(state, size) {
        this.#left = size;
        this.#padding = (tar_block/* BLOCK */.IE - (size % tar_block/* BLOCK */.IE)) % tar_block/* BLOCK */.IE;
        this.#state = state;
    }
    #header(block) {
        if ((0,tar_block/* isZeroBlock */.ei)(block)) {
            if (++this.#zeroBlocks === 2)
                this.#state = 'end';
            return;
        }
        if (this.#zeroBlocks > 0)
            throw new tar_block/* InvalidTar */.ZV('a member follows a zero block');
        const fields = (0,tar_block/* parseHeaderBlock */.gE)(block);
        if (fields.size < 0)
            throw new tar_block/* InvalidTar */.ZV(`absurd size ${fields.size}`);
        if ('xgLK'.includes(fields.typeflag)) {
            this.#startMeta(fields);
            return;
        }
        if (fields.typeflag === 'S') {
            const map = new OldGnuMap(block);
            this.#pendingSparse = { block: fields, map };
            if (map.continued)
                this.#state = 'old-sparse';
            else
                this.#startOldSparse(fields, map);
            return;
        }
        this.#startMember(fields);
    }
    #startMeta(fields) {
        if (fields.size > MAX_META)
            throw new tar_block/* InvalidTar */.ZV(`an extension header of ${fields.size} bytes`);
        this.#meta = { kind: fields.typeflag, bytes: Buffer.allocUnsafe(fields.size) };
        this.#expect('meta', fields.size);
        if (fields.size === 0)
            this.#metaDone();
    }
    #metaDone() {
        const { kind, bytes } = this.#meta ?? { kind: '', bytes: Buffer.alloc(0) };
        this.#meta = undefined;
        if (kind === 'L')
            this.#longName = untilNul(bytes);
        else if (kind === 'K')
            this.#longLink = untilNul(bytes);
        else if (kind === 'x')
            this.#extension = (0,pax_records/* parsePaxRecords */.vZ)(bytes);
        else {
            for (const [keyword, value] of (0,pax_records/* parsePaxRecords */.vZ)(bytes)) {
                if (LOCAL_KEYWORDS.has(keyword))
                    continue;
                if (value.length === 0)
                    this.#globals.delete(keyword);
                else
                    this.#globals.set(keyword, value);
            }
            if (this.#globals.size > MAX_GLOBALS)
                throw new tar_block/* InvalidTar */.ZV('too many global PAX records');
        }
        this.#skipPadding();
    }
    #hasExtension() {
        return this.#extension !== undefined || this.#longName !== undefined || this.#longLink !== undefined;
    }
    /** The records that count for the next member; an empty value takes a record back. */
    #records() {
        const local = this.#extension;
        if (this.#globals.size === 0)
            return local ?? NO_RECORDS;
        const all = new Map(this.#globals);
        for (const [keyword, value] of local ?? NO_RECORDS)
            all.set(keyword, value);
        return all;
    }
    #startMember(fields) {
        const records = this.#records();
        const stored = NO_CONTENT.includes(fields.typeflag) ? 0 : this.#storedSize(fields, records);
        const isFile = fields.typeflag === '0' || fields.typeflag === '\0' || fields.typeflag === '7';
        if (isFile && records.get('GNU.sparse.major')?.toString('latin1') === '1') {
            this.#pendingSparse = { block: fields, map: new MapBlocks() };
            this.#left = stored;
            this.#state = 'sparse-map';
            if (stored < tar_block/* BLOCK */.IE)
                throw new tar_block/* InvalidTar */.ZV('malformed sparse map');
            return;
        }
        const text = isFile ? records.get('GNU.sparse.map') : undefined;
        if (text !== undefined) {
            const segments = parseMapText(text.toString('latin1'));
            this.#startSparse(fields, checkedMap(sparseSize(records), segments, stored), stored);
            return;
        }
        this.#announce(fields, stored);
        this.#startData(stored);
    }
    #storedSize(fields, records) {
        const record = records.get('size');
        const size = record === undefined || record.length === 0 ? fields.size : (0,pax_records/* paxInteger */.Sw)(record, 'size');
        if (size < 0)
            throw new tar_block/* InvalidTar */.ZV(`absurd size ${size}`);
        return size;
    }
    #sparseBlock(block) {
        const pending = this.#pendingSparse;
        if (pending === undefined)
            throw new errors/* EngineBug */.Bp('sparse block without a sparse member');
        const { block: fields, map } = pending;
        if (map instanceof OldGnuMap) {
            map.extend(block);
            if (!map.continued)
                this.#startOldSparse(fields, map);
            return;
        }
        const stored = this.#left;
        const segments = map.add(block);
        if (map.size > stored)
            throw new tar_block/* InvalidTar */.ZV('malformed sparse map');
        if (segments === undefined)
            return;
        const data = stored - map.size;
        this.#startSparse(fields, checkedMap(sparseSize(this.#records()), segments, data), data);
    }
    #startOldSparse(fields, map) {
        const stored = this.#storedSize(fields, this.#records());
        this.#startSparse(fields, checkedMap(map.realSize, map.segments, stored), stored);
    }
    #startSparse(fields, map, stored) {
        this.#pendingSparse = undefined;
        this.#holes += map.realSize - stored;
        if (this.#holes > MAX_HOLES)
            throw new tar_block/* InvalidTar */.ZV(`its sparse files have more than ${MAX_HOLES} bytes of holes`);
        this.#expander = new SparseExpander(map, (chunk) => this.#sink.data(chunk));
        this.#announce(fields, map.realSize);
        this.#startData(stored);
    }
    #announce(fields, size) {
        const records = this.#records();
        const header = assembleHeader(fields, records, { name: this.#longName, link: this.#longLink }, size);
        this.#extension = undefined;
        this.#longName = undefined;
        this.#longLink = undefined;
        // The old name list of a GNU incremental dump is no content of the directory.
        this.#open = fields.typeflag !== 'D';
        this.#sink.entry(this.#open ? header : { ...header, size: 0 });
    }
    #startData(stored) {
        this.#expect('data', stored);
        if (stored === 0)
            this.#endMember();
        else if (!this.#open) {
            this.#sink.end();
            this.#left += this.#padding;
            this.#state = 'skip';
        }
    }
    #endMember() {
        this.#expander?.finish();
        this.#expander = undefined;
        this.#sink.end();
        this.#skipPadding();
    }
}
function untilNul(bytes) {
    const end = bytes.indexOf(0);
    return end < 0 ? bytes : bytes.subarray(0, end);
}
/** Bytes of a sparse file in PAX's formats: `realsize` in 1.0, `size` in 0.x.  @throws InvalidTar */
function sparseSize(records) {
    const value = records.get('GNU.sparse.realsize') ?? records.get('GNU.sparse.size');
    if (value === undefined)
        throw new tar_block/* InvalidTar */.ZV('a sparse file without its size');
    return (0,pax_records/* paxInteger */.Sw)(value, 'sparse size');
}


/***/ }),

/***/ 6940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ END_OF_ARCHIVE_SIZE),
/* harmony export */   OQ: () => (/* binding */ paddingAfter),
/* harmony export */   pI: () => (/* binding */ tarHeader)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _name_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2150);
/* harmony import */ var _pax_records_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5067);
/* harmony import */ var _tar_block_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(3330);
/* harmony import */ var _whiteout_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(8238);
/** Headers of a layer's tar: POSIX ustar where an entry fits, else with a PAX extended header in front; never GNU's forms. */






/** Two zero blocks. */
const END_OF_ARCHIVE_SIZE = 2 * _tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE;
/** Largest number of a field of eight bytes (seven octal digits and a NUL), and of one of twelve. */
const MAX_8 = 0o7777777;
const MAX_12 = 0o77777777777;
/** A whiteout has no metadata of its own. Fixed ones keep the tar the same whenever it is made. */
const NO_METADATA = { mode: 0, uid: 0, gid: 0, mtime: 0 };
/** Zero bytes that fill up the last block of a file of `size` bytes. */
function paddingAfter(size) {
    return (_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE - (size % _tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE)) % _tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE;
}
/**
 * All blocks of `entry` but a file's content: its header, its extended header in front, its opaque marker behind.
 *
 * @param linked for a hard link, the metadata of the file that it names: unpackers apply a link's header to the file
 */
function tarHeader(entry, linked) {
    switch (entry.type) {
        case 'file':
            return header('0', (0,_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), entry, { size: entry.size });
        case 'hardlink':
            if (linked === undefined)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EngineBug */ .Bp('hard link without the metadata of its file');
            return header('1', (0,_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), linked, { link: (0,_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.target) });
        case 'symlink':
            return header('2', (0,_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), entry, { link: (0,_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.target) });
        case 'char':
        case 'block':
            return header(entry.type === 'char' ? '3' : '4', (0,_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), entry, entry);
        case 'directory': {
            const own = header('5', (0,_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path === '' ? './' : `${entry.path}/`), entry, {});
            if (entry.opaque !== true)
                return own;
            const marker = entry.path === '' ? _whiteout_js__WEBPACK_IMPORTED_MODULE_5__/* .OPAQUE_MARKER */ .$n : `${entry.path}/${_whiteout_js__WEBPACK_IMPORTED_MODULE_5__/* .OPAQUE_MARKER */ .$n}`;
            return Buffer.concat([own, header('0', (0,_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(marker), NO_METADATA, { size: 0 })]);
        }
        case 'fifo':
            return header('6', (0,_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), entry, {});
        case 'whiteout':
            return header('0', (0,_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)((0,_whiteout_js__WEBPACK_IMPORTED_MODULE_5__/* .whiteoutName */ .Db)(entry.path)), NO_METADATA, { size: 0 });
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(entry);
    }
}
function header(typeflag, name, metadata, fields) {
    const { size = 0, link, major, minor } = fields;
    const pax = [];
    const split = splitName(name);
    if (split === undefined || mustDeclare(name))
        pax.push(['path', name]);
    if (link !== undefined && (link.length > 100 || mustDeclare(link)))
        pax.push(['linkpath', link]);
    number(pax, 'uid', metadata.uid, MAX_8);
    number(pax, 'gid', metadata.gid, MAX_8);
    number(pax, 'size', size, MAX_12);
    number(pax, 'mtime', metadata.mtime, MAX_12);
    // No keyword exists for device numbers; Linux's fit (12 and 20 bits).
    if ((major ?? 0) > MAX_8 || (minor ?? 0) > MAX_8)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EngineBug */ .Bp(`device number ${major ?? 0}:${minor ?? 0}`);
    // What a keyword must not hold is escaped; a name that is no UTF-8 has to be said to be bytes (pax, "hdrcharset").
    const bytes = pax.some(([keyword, value]) => keyword.endsWith('path') && !(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(value));
    if (bytes)
        pax.unshift(['hdrcharset', Buffer.from('BINARY')]);
    for (const xattr of Object.keys(metadata.xattrs ?? {}).sort()) {
        pax.push([(0,_pax_records_js__WEBPACK_IMPORTED_MODULE_3__/* .xattrKeyword */ .lv)(xattr), Buffer.from(metadata.xattrs?.[xattr] ?? '', 'base64')]);
    }
    const main = Buffer.alloc(_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE);
    const { prefix, rest } = split ?? { prefix: NOTHING, rest: fallback(name) };
    rest.copy(main, 0);
    prefix.copy(main, 345);
    octal(main, 100, 8, metadata.mode);
    octal(main, 108, 8, metadata.uid);
    octal(main, 116, 8, metadata.gid);
    octal(main, 124, 12, size);
    octal(main, 136, 12, metadata.mtime);
    link?.copy(main, 157, 0, 100);
    octal(main, 329, 8, major ?? 0);
    octal(main, 337, 8, minor ?? 0);
    seal(main, typeflag);
    return pax.length === 0 ? main : Buffer.concat([paxHeader(pax), main]);
}
const NOTHING = Buffer.alloc(0);
function number(pax, keyword, value, max) {
    if (value < 0 || value > max)
        pax.push([keyword, Buffer.from(String(value))]);
}
/**
 * ustar says nothing of charsets: ASCII is safe there. UTF-8 goes to PAX, which declares it. Bytes that are neither are the
 * same to every reader in a ustar field, while GNU tar warns of `hdrcharset`: they stay there while they fit.
 */
function mustDeclare(name) {
    return !(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isAscii)(name) && (0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(name);
}
/** A name that has to be cut stands in PAX in full; what an old program sees instead is the name's end. */
function fallback(name) {
    return name.subarray(-100);
}
/** Splits a name over the fields `prefix` (155) and `name` (100) at a slash; `undefined` when it does not fit. */
function splitName(name) {
    if (name.length <= 100)
        return { prefix: NOTHING, rest: name };
    if (name.length > 256)
        return undefined;
    // The slash of a directory's own end cannot be the one.
    const slash = name.indexOf(SLASH, name.length - 101);
    if (slash <= 0 || slash > 155 || slash >= name.length - 1)
        return undefined;
    return { prefix: name.subarray(0, slash), rest: name.subarray(slash + 1) };
}
const SLASH = 0x2f;
function paxHeader(records) {
    const body = Buffer.concat(records.map(([keyword, value]) => (0,_pax_records_js__WEBPACK_IMPORTED_MODULE_3__/* .paxRecord */ .nY)((0,_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(keyword), value)));
    const blocks = Buffer.alloc(_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE + body.length + paddingAfter(body.length));
    blocks.write('PaxHeaders.0/entry', 0, 'latin1');
    octal(blocks, 100, 8, 0o644);
    octal(blocks, 108, 8, 0);
    octal(blocks, 116, 8, 0);
    octal(blocks, 124, 12, body.length);
    octal(blocks, 136, 12, 0);
    seal(blocks, 'x');
    body.copy(blocks, _tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE);
    return blocks;
}
/** Digits and a NUL; zero for what does not fit, which PAX says then. */
function octal(block, at, length, value) {
    const digits = length - 1;
    const fits = value >= 0 && value <= (length === 8 ? MAX_8 : MAX_12);
    block.write((fits ? value : 0).toString(8).padStart(digits, '0'), at, digits, 'latin1');
}
function seal(block, typeflag) {
    block.write(typeflag, 156, 1, 'latin1');
    block.write('ustar\u000000', 257, 8, 'latin1');
    const sum = (0,_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .checksum */ .cM)(block).toString(8).padStart(6, '0');
    block.write(`${sum}\0 `, 148, 8, 'latin1');
}


/***/ }),

/***/ 3294:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ treeDigest)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9501);
/* harmony import */ var _hard_links_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3732);




const VERSION = 'layer-tree/1';
/**
 * What a layer contains, whatever the order and the mtimes of its tar: sha256 over the entries sorted by path (by code unit),
 * each field with its length in front. Names of one file are a group: it does not matter which of them carries the file.
 *
 * @throws InfraError when hard links lead in a circle
 */
function treeDigest(entries) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let text = field(VERSION);
    for (const entry of canonicalLinks(entries).sort(byPath)) {
        text += fields(entry);
        if (text.length > FLUSH) {
            // UTF-16, because UTF-8 has no place for the lone surrogates that stand for invalid bytes in names.
            hash.update(text, 'utf16le');
            text = '';
        }
    }
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestOfHex */ .z9)(hash.update(text, 'utf16le').digest('hex'));
}
/** Characters that are hashed at a time. */
const FLUSH = 64 * 1024;
function byPath(left, right) {
    return left.path < right.path ? -1 : left.path > right.path ? 1 : 0;
}
function field(value) {
    const text = String(value);
    return `${text.length}:${text}`;
}
function fields(entry) {
    const start = field(entry.type) + field(entry.path);
    switch (entry.type) {
        case 'file':
            return start + metadata(entry) + field(entry.size) + field(entry.digest);
        case 'directory':
            return start + metadata(entry) + field(entry.opaque === true ? 'opaque' : '');
        case 'symlink':
            return start + metadata(entry) + field(entry.target);
        case 'char':
        case 'block':
            return start + metadata(entry) + field(entry.major) + field(entry.minor);
        case 'fifo':
            return start + metadata(entry);
        case 'hardlink':
            return start + field(entry.target);
        case 'whiteout':
            return start;
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(entry);
    }
}
function metadata(entry) {
    const { mode, uid, gid, xattrs } = entry;
    const own = field(mode) + field(uid) + field(gid);
    if (xattrs === undefined)
        return own + field(0);
    const names = Object.keys(xattrs).sort();
    return own + field(names.length) + names.map((name) => field(name) + field(xattrs[name] ?? '')).join('');
}
/** The same entries with the least path of each group of hard links carrying the file, and the others naming it. */
function canonicalLinks(entries) {
    const links = new _hard_links_js__WEBPACK_IMPORTED_MODULE_3__/* .HardLinks */ .N(entries);
    if (links.size === 0)
        return [...entries];
    const carriers = new Map();
    const least = new Map();
    for (const link of links.paths()) {
        const carrier = links.carrier(link);
        const known = least.get(carrier) ?? carrier;
        least.set(carrier, link < known ? link : known);
    }
    for (const entry of entries) {
        if (entry.type !== 'whiteout' && entry.type !== 'hardlink' && least.has(entry.path))
            carriers.set(entry.path, entry);
    }
    return entries.map((entry) => {
        if (entry.type === 'whiteout')
            return entry;
        const { path } = entry;
        const carrier = links.carrier(path);
        const name = least.get(carrier);
        if (name === undefined)
            return entry;
        const file = carriers.get(carrier);
        // A file of a layer below cannot be carried by a name of this one.
        if (file === undefined)
            return { type: 'hardlink', path, target: carrier };
        return path === name ? { ...file, path } : { type: 'hardlink', path, target: name };
    });
}


/***/ }),

/***/ 8238:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $n: () => (/* binding */ OPAQUE_MARKER),
/* harmony export */   Db: () => (/* binding */ whiteoutName),
/* harmony export */   Fl: () => (/* binding */ baseName),
/* harmony export */   Fp: () => (/* binding */ WHITEOUT_PREFIX),
/* harmony export */   to: () => (/* binding */ AUFS_PREFIX),
/* harmony export */   yl: () => (/* binding */ parentPath)
/* harmony export */ });
/** How a layer says that something of the layers below is gone (image-spec, "Layer Filesystem Changeset", "Whiteouts"). */
const WHITEOUT_PREFIX = '.wh.';
/** In a directory: nothing of the layers below shows through it. */
const OPAQUE_MARKER = '.wh..wh..opq';
/** Names that AUFS kept for itself, and that old layers still carry. */
const AUFS_PREFIX = '.wh..wh.';
/** `a/b` → `a/.wh.b` */
function whiteoutName(path) {
    const slash = path.lastIndexOf('/') + 1;
    return `${path.slice(0, slash)}${WHITEOUT_PREFIX}${path.slice(slash)}`;
}
/** Directory of `path`: `a/b` → `a`, `a` → `''` */
function parentPath(path) {
    const slash = path.lastIndexOf('/');
    return slash < 0 ? '' : path.slice(0, slash);
}
/** Last component of `path`. */
function baseName(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}


/***/ }),

/***/ 7667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ hasWildcard),
/* harmony export */   t: () => (/* binding */ Wildcard)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

/**
 * The wildcards of COPY and ADD sources: the language of Go's `path/filepath.Match`, on paths with '/' on every system.
 *
 *     '*'         any sequence of characters but '/'
 *     '?'         any one character but '/'
 *     '[' [ '^' ] { character | '\\' character | lo '-' hi } ']'   a class; as in Go, it may also match '/'
 *     '\\' c      the character c
 *
 * `**` is two stars in a row, so it stays in one directory; `--parents` has another language (`PathPattern`).
 */
class Wildcard {
    source;
    #chunks;
    /** One per path component, where each component of the pattern can only match one component of a path. */
    #components;
    constructor(source, chunks, components) {
        this.source = source;
        this.#chunks = chunks;
        this.#components = components;
    }
    /** @throws UserError "syntax error in pattern" */
    static compile(source, location) {
        const chunks = parseChunks(source, location);
        const spans = chunks.some((chunk) => chunk.tokens.some((token) => token.kind === 'class' && accepts(token, SLASH)));
        return new Wildcard(source, chunks, spans ? undefined : splitComponents(chunks));
    }
    /** Whether the whole of `path` matches. */
    matches(path) {
        return matchChunks(this.#chunks, codePoints(path));
    }
    /**
     * Whether some path below the directory `directory` could match, so that a walk can leave out the directories that
     * cannot matter. `''` is the root. May say yes where no path does, never no where one does.
     */
    mayMatchBelow(directory) {
        if (directory === '' || this.#components === undefined)
            return true;
        const names = directory.split('/');
        if (names.length >= this.#components.length)
            return false;
        return names.every((name, index) => matchChunks(this.#components?.[index] ?? [], codePoints(name)));
    }
}
/** Whether COPY treats `pattern` as a wildcard rather than as a literal path. */
function hasWildcard(pattern) {
    for (let at = 0; at < pattern.length; at++) {
        const character = pattern[at];
        if (character === '\\')
            at++;
        else if (character === '*' || character === '?' || character === '[')
            return true;
    }
    return false;
}
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const STAR = 0x2a;
const QUESTION = 0x3f;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const CARET = 0x5e;
const DASH = 0x2d;
function codePoints(text) {
    return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}
function parseChunks(source, location) {
    const codes = codePoints(source);
    let at = 0;
    const bad = () => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`syntax error in pattern ${JSON.stringify(source)}`, {
        location,
        hint: 'Close every [ with a ], and write \\ before a character that is meant literally.',
    });
    /** A character of a class, with its escape resolved; something must follow it. */
    const classCharacter = () => {
        let code = codes[at++];
        if (code === undefined || code === DASH || code === CLOSE)
            throw bad();
        if (code === BACKSLASH)
            code = codes[at++];
        if (code === undefined || at >= codes.length)
            throw bad();
        return code;
    };
    const characterClass = () => {
        const negated = codes[at] === CARET;
        if (negated)
            at++;
        const ranges = [];
        while (ranges.length === 0 || codes[at] !== CLOSE) {
            const low = classCharacter();
            if (codes[at] !== DASH)
                ranges.push([low, low]);
            else {
                at++;
                ranges.push([low, classCharacter()]);
            }
        }
        at++;
        return { kind: 'class', negated, ranges };
    };
    const chunks = [];
    let star = false;
    let tokens = [];
    while (at < codes.length) {
        const code = codes[at++] ?? 0;
        switch (code) {
            case STAR:
                if (star || tokens.length > 0) {
                    if (tokens.length === 0)
                        break;
                    chunks.push({ star, tokens });
                    tokens = [];
                }
                star = true;
                break;
            case QUESTION:
                tokens.push({ kind: 'any' });
                break;
            case OPEN:
                tokens.push(characterClass());
                break;
            case BACKSLASH: {
                const escaped = codes[at++];
                if (escaped === undefined)
                    throw bad();
                tokens.push({ kind: 'literal', code: escaped });
                break;
            }
            default:
                tokens.push({ kind: 'literal', code });
        }
    }
    if (star || tokens.length > 0)
        chunks.push({ star, tokens });
    return chunks;
}
/** Cuts at the literal slashes; a star belongs to the component in which it stands. */
function splitComponents(chunks) {
    const components = [];
    let component = [];
    for (const chunk of chunks) {
        let star = chunk.star;
        let tokens = [];
        for (const token of chunk.tokens) {
            if (token.kind === 'literal' && token.code === SLASH) {
                if (star || tokens.length > 0)
                    component.push({ star, tokens });
                components.push(component);
                component = [];
                star = false;
                tokens = [];
            }
            else
                tokens.push(token);
        }
        if (star || tokens.length > 0)
            component.push({ star, tokens });
    }
    components.push(component);
    return components;
}
function accepts(token, code) {
    switch (token.kind) {
        case 'literal':
            return token.code === code;
        case 'any':
            return code !== SLASH;
        case 'class':
            return token.negated !== token.ranges.some(([low, high]) => low <= code && code <= high);
    }
}
function matchesAt(tokens, path, from) {
    if (from + tokens.length > path.length)
        return false;
    return tokens.every((token, index) => accepts(token, path[from + index] ?? 0));
}
/**
 * As Go does it: each run of stars takes as little as it can, and what an earlier one took is never reconsidered. That is
 * linear in pattern × path, and it is exact but for a class that matches '/', where Go's answer is the one wanted here.
 */
function matchChunks(chunks, path) {
    let at = 0;
    for (const [index, chunk] of chunks.entries()) {
        const last = index === chunks.length - 1;
        if (chunk.star && chunk.tokens.length === 0)
            return !path.includes(SLASH, at);
        const fits = (from) => matchesAt(chunk.tokens, path, from) && (!last || from + chunk.tokens.length === path.length);
        if (chunk.star)
            while (at < path.length && !fits(at) && path[at] !== SLASH)
                at++;
        if (!fits(at))
            return false;
        at += chunk.tokens.length;
    }
    return at === path.length;
}


/***/ }),

/***/ 1699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ CheckedJson)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9501);


/**
 * A value in a JSON document that came from elsewhere, with its place for messages. What reads it says which type it
 * expects; `null` counts as absent, because Go's encoders write it for empty lists and maps.
 *
 * Every method throws InfraError when the value is of another type.
 */
class CheckedJson {
    #document;
    #path;
    #value;
    constructor(document, path, value) {
        this.#document = document;
        this.#path = path;
        this.#value = value;
    }
    /**
     * @param document what the bytes are, for messages: `manifest of node:22`
     * @param maxBytes bytes above which the document is not looked at
     */
    static parse(bytes, document, maxBytes) {
        if (bytes.byteLength > maxBytes) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${document} has ${bytes.byteLength} bytes; at most ${maxBytes} are read`);
        }
        let value;
        try {
            value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
        }
        catch (cause) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${document} is not JSON`, { cause });
        }
        const root = new CheckedJson(document, '', value);
        root.object();
        return root;
    }
    get absent() {
        return this.#value === undefined || this.#value === null;
    }
    /** `undefined` where this value is absent; else what `read` makes of it. */
    optional(read) {
        return this.absent ? undefined : read(this);
    }
    /** The field `name` of an object; an absent one where there is none. */
    at(name) {
        const object = this.object();
        const path = this.#path === '' ? name : `${this.#path}.${name}`;
        return new CheckedJson(this.#document, path, Object.hasOwn(object, name) ? object[name] : undefined);
    }
    object() {
        if (typeof this.#value !== 'object' || this.#value === null || Array.isArray(this.#value))
            this.fail('an object');
        return this.#value;
    }
    /** The elements of an array; none where it is absent. */
    items() {
        if (this.absent)
            return [];
        if (!Array.isArray(this.#value))
            this.fail('an array');
        return this.#value.map((item, index) => new CheckedJson(this.#document, `${this.#path}[${index}]`, item));
    }
    string(maxLength = 64 * 1024) {
        if (typeof this.#value !== 'string')
            this.fail('a string');
        if (this.#value.length > maxLength)
            this.fail(`at most ${maxLength} characters`);
        return this.#value;
    }
    strings() {
        return this.items().map((item) => item.string());
    }
    stringMap() {
        return this.map((value) => value.string());
    }
    map(read) {
        return Object.fromEntries(Object.keys(this.object()).map((name) => [name, read(this.at(name))]));
    }
    boolean() {
        if (typeof this.#value !== 'boolean')
            this.fail('true or false');
        return this.#value;
    }
    integer() {
        if (!Number.isSafeInteger(this.#value))
            this.fail('an integer');
        return this.#value;
    }
    /** A number of bytes: not negative, and exact in a double. */
    size() {
        const size = this.integer();
        if (size < 0)
            this.fail('a size that is not negative');
        return size;
    }
    digest() {
        const text = this.string(160);
        if (!(0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(text))
            this.fail('a sha256 or sha512 digest');
        return text;
    }
    /** RFC 6838, section 4.2: `type/subtype`. */
    mediaType() {
        const text = this.string(255);
        if (!/^[A-Za-z0-9][\w!#$&^.+-]*\/[A-Za-z0-9][\w!#$&^.+-]*$/.test(text))
            this.fail('a media type');
        return text;
    }
    fail(expected) {
        const place = this.#path === '' ? '' : ` ${this.#path}`;
        const got = this.#value === undefined ? 'nothing' : abbreviated(this.#value);
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${this.#document}:${place} should be ${expected}, but is ${got}`);
    }
}
function abbreviated(value) {
    const text = JSON.stringify(value);
    return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}


/***/ }),

/***/ 9501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   MR: () => (/* binding */ hashFields),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   g4: () => (/* binding */ digestAlgorithm),
/* harmony export */   rK: () => (/* binding */ hashFieldList),
/* harmony export */   sU: () => (/* binding */ digestHex),
/* harmony export */   sc: () => (/* binding */ sha256),
/* harmony export */   z9: () => (/* binding */ digestOfHex)
/* harmony export */ });
/* unused harmony export parseDigest */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);


const SHAPE = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;
function isDigest(text) {
    return SHAPE.test(text);
}
/** @throws UserError when `text` is no digest of a registered algorithm */
function parseDigest(text) {
    if (!isDigest(text))
        throw new UserError(`invalid digest ${JSON.stringify(text.slice(0, 160))}`);
    return text;
}
function sha256(data) {
    return digestOfHex((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', data, 'hex'));
}
/** @param hex 64 lower-case hexadecimal characters, as `createHash('sha256').digest('hex')` gives them */
function digestOfHex(hex) {
    return `sha256:${hex}`;
}
function digestHex(digest) {
    return digest.slice(digest.indexOf(':') + 1);
}
function digestAlgorithm(digest) {
    return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}
/** The twelve characters that people know from `docker images`. */
function shortDigest(digest) {
    return digestHex(digest).slice(0, 12);
}
/**
 * A digest over a list of fields that cannot be confused with another list's: every field is preceded by its length.
 */
function hashFields(...fields) {
    return hashFieldList(fields);
}
/** As `hashFields`, for lists that may be too long to be a call's arguments. */
function hashFieldList(fields) {
    let hash;
    // In large pieces: each call of the hash costs as much as hashing a kilobyte.
    let text = '';
    for (const field of fields) {
        text += `${Buffer.byteLength(field)}:${field}`;
        if (text.length < HASHED_AT_ONCE)
            continue;
        hash = (hash ?? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')).update(text);
        text = '';
    }
    return hash === undefined ? sha256(text) : digestOfHex(hash.update(text).digest('hex'));
}
/** Characters. */
const HASHED_AT_ONCE = 64 * 1024;


/***/ }),

/***/ 6319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ parseImageConfig),
/* harmony export */   S: () => (/* binding */ MAX_CONFIG_SIZE)
/* harmony export */ });
/* harmony import */ var _checked_json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1699);

/** Bytes; a config holds the history and labels of an image, not its content. */
const MAX_CONFIG_SIZE = 4 * 1024 * 1024;
/**
 * Checks a config from elsewhere: the types of all fields named above. Unknown fields are kept as they are; `null`, which
 * Go's encoders write for an empty field, is dropped, but for Entrypoint and Cmd, where it is a value.
 *
 * @throws InfraError when the bytes are no image config
 */
function parseImageConfig(bytes) {
    const json = _checked_json_js__WEBPACK_IMPORTED_MODULE_0__/* .CheckedJson */ .M.parse(bytes, 'image config', MAX_CONFIG_SIZE);
    const rootfs = json.at('rootfs');
    if (rootfs.at('type').string() !== 'layers')
        rootfs.at('type').fail('"layers"');
    return {
        ...readFields(json, {
            created: text,
            author: text,
            variant: text,
            'os.version': text,
            'os.features': texts,
            config: readRuntimeConfig,
            history: (list) => list.items().map(readHistoryEntry),
        }),
        architecture: json.at('architecture').string(128),
        os: json.at('os').string(128),
        rootfs: {
            ...rootfs.object(),
            type: 'layers',
            diff_ids: rootfs
                .at('diff_ids')
                .items()
                .map((item) => item.digest()),
        },
    };
}
const text = (value) => value.string();
const texts = (value) => value.strings();
const integer = (value) => value.integer();
const emptyObjects = (value) => value.map((item) => {
    item.optional((present) => present.object());
    return {};
});
const nullableTexts = (value) => (value.absent ? null : value.strings());
/** All fields of an object, those in `known` checked. */
function readFields(json, known) {
    const fields = [];
    for (const [name, value] of Object.entries(json.object())) {
        const read = Object.hasOwn(known, name) ? known[name] : undefined;
        if (read === undefined)
            fields.push([name, value]);
        else if (value !== null || read === nullableTexts)
            fields.push([name, read(json.at(name))]);
    }
    return Object.fromEntries(fields);
}
function readRuntimeConfig(json) {
    return readFields(json, {
        User: text,
        ExposedPorts: emptyObjects,
        Env: texts,
        Entrypoint: nullableTexts,
        Cmd: nullableTexts,
        Volumes: emptyObjects,
        WorkingDir: text,
        Labels: (value) => value.stringMap(),
        StopSignal: text,
        ArgsEscaped: (value) => value.boolean(),
        Healthcheck: readHealthcheck,
        OnBuild: texts,
        Shell: texts,
    });
}
function readHealthcheck(json) {
    return readFields(json, {
        Test: texts,
        Interval: integer,
        Timeout: integer,
        StartPeriod: integer,
        StartInterval: integer,
        Retries: integer,
    });
}
function readHistoryEntry(json) {
    return readFields(json, {
        created: text,
        created_by: text,
        author: text,
        comment: text,
        empty_layer: (value) => value.boolean(),
    });
}


/***/ }),

/***/ 4360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $T: () => (/* binding */ MANIFEST_MEDIA_TYPES),
/* harmony export */   L7: () => (/* binding */ MAX_MANIFEST_SIZE),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   mS: () => (/* binding */ offeredPlatforms),
/* harmony export */   md: () => (/* binding */ selectPlatform)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _checked_json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1699);
/* harmony import */ var _media_types_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(261);
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7122);




/** What registries must take at least (distribution-spec, "Pushing Manifests"), and all that is read here. Bytes. */
const MAX_MANIFEST_SIZE = 4 * 1024 * 1024;
/** What a client accepts, best first. */
const MANIFEST_MEDIA_TYPES = [_media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_INDEX */ .$p, _media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .DOCKER_INDEX */ .Mu, _media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_MANIFEST */ .EG, _media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .DOCKER_MANIFEST */ .Vv];
const REFERENCE_TYPE = 'vnd.docker.reference.type';
/**
 * Checks a manifest or an index from elsewhere. Fields that the specification does not name are dropped: who needs the
 * very bytes keeps them.
 *
 * @param mediaType as the transport gave it (Content-Type, or the descriptor's); `undefined` when it gave none
 * @throws InfraError when the bytes are no such document
 * @throws UserError for Docker's schema 1, which has no digests of uncompressed layers
 */
function parseManifest(bytes, mediaType) {
    const given = mediaType === undefined ? undefined : bareMediaType(mediaType);
    if (given !== undefined && isSchema1Type(given))
        throw schema1();
    const json = _checked_json_js__WEBPACK_IMPORTED_MODULE_1__/* .CheckedJson */ .M.parse(bytes, 'image manifest', MAX_MANIFEST_SIZE);
    if (json.at('schemaVersion').integer() === 1)
        throw schema1();
    if (json.at('schemaVersion').integer() !== 2)
        json.at('schemaVersion').fail('2');
    const stated = json.at('mediaType').optional((value) => value.mediaType());
    if (given !== undefined && stated !== undefined && given !== stated) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`image manifest: its mediaType is ${stated}, but it was sent as ${given}`);
    }
    refuseAmbiguity(json);
    const known = given ?? stated ?? (json.at('manifests').absent ? _media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_MANIFEST */ .EG : _media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_INDEX */ .$p);
    if ((0,_media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .isIndexType */ .$U)(known))
        return { kind: 'index', mediaType: known, index: readIndex(json, stated) };
    if ((0,_media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .isManifestType */ .Q3)(known))
        return { kind: 'manifest', mediaType: known, manifest: readManifest(json, stated) };
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`image manifest: unknown media type ${known}`);
}
/** Without parameters; `undefined` for the types that servers give to any file. */
function bareMediaType(text) {
    const bare = (text.split(';')[0] ?? '').trim().toLowerCase();
    return ['', 'application/json', 'application/octet-stream', 'text/plain'].includes(bare) ? undefined : bare;
}
function isSchema1Type(mediaType) {
    return /^application\/vnd\.docker\.distribution\.manifest\.v1\+(?:json|prettyjws)$/.test(mediaType);
}
function schema1() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('the image has a manifest of Docker schema 1, which was withdrawn in 2017', {
        hint: 'Pull it with an old Docker and push it again with a current one, or take a newer tag.',
    });
}
/** A document that is a manifest to one reader and an index to another would have two contents under one digest. */
function refuseAmbiguity(json) {
    if (!json.at('manifests').absent && (!json.at('layers').absent || !json.at('config').absent)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri('image manifest: it has the fields of an index and of a manifest at once');
    }
}
function readManifest(json, mediaType) {
    return {
        schemaVersion: 2,
        ...definedOnly({ mediaType, artifactType: readArtifactType(json) }),
        config: readDescriptor(json.at('config')),
        layers: json.at('layers').items().map(readDescriptor),
        ...definedOnly({ subject: json.at('subject').optional(readDescriptor), annotations: readAnnotations(json) }),
    };
}
function readIndex(json, mediaType) {
    return {
        schemaVersion: 2,
        ...definedOnly({ mediaType, artifactType: readArtifactType(json) }),
        manifests: json.at('manifests').items().map(readDescriptor),
        ...definedOnly({ subject: json.at('subject').optional(readDescriptor), annotations: readAnnotations(json) }),
    };
}
function readDescriptor(json) {
    return {
        mediaType: json.at('mediaType').mediaType(),
        digest: json.at('digest').digest(),
        size: json.at('size').size(),
        ...definedOnly({
            urls: json.at('urls').optional((value) => value.strings()),
            annotations: readAnnotations(json),
            artifactType: readArtifactType(json),
            platform: json.at('platform').optional(readPlatform),
        }),
    };
}
function readPlatform(json) {
    return {
        architecture: json.at('architecture').string(128),
        os: json.at('os').string(128),
        ...definedOnly({
            variant: json.at('variant').optional((value) => value.string(128)),
            'os.version': json.at('os.version').optional((value) => value.string(128)),
            'os.features': json.at('os.features').optional((value) => value.strings()),
        }),
    };
}
function readAnnotations(json) {
    return json.at('annotations').optional((value) => value.stringMap());
}
function readArtifactType(json) {
    return json.at('artifactType').optional((value) => value.string(255));
}
/** An absent field and an undefined one are different things in a document that is written out again. */
function definedOnly(fields) {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
/**
 * The manifest (or nested index) for `platform`: of those that serve it the nearest, of equals the first. An entry
 * without a platform is taken only where none of the others serves. Attestations are never chosen.
 */
function selectPlatform(index, platform) {
    let best;
    for (const descriptor of index.manifests.filter(isImage)) {
        const offered = descriptor.platform;
        const distance = offered === undefined ? Number.MAX_VALUE : (0,_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .platformDistance */ .L5)(platform, offered);
        if (distance !== undefined && (best === undefined || distance < best.distance))
            best = { descriptor, distance };
    }
    return best?.descriptor;
}
/** What the index has images for, in its order, as `os/architecture[/variant]`. */
function offeredPlatforms(index) {
    const platforms = index.manifests
        .filter(isImage)
        .flatMap(({ platform }) => (platform === undefined ? [] : [platform]));
    return [...new Set(platforms.map((platform) => (0,_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlatform */ .Bq)((0,_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .normalisePlatform */ .WN)(platform))))];
}
function isImage({ mediaType, annotations, platform }) {
    if (annotations !== undefined && Object.hasOwn(annotations, REFERENCE_TYPE))
        return false;
    if (platform?.os === 'unknown' && platform.architecture === 'unknown')
        return false;
    return (0,_media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .isManifestType */ .Q3)(mediaType) || (0,_media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .isIndexType */ .$U)(mediaType);
}


/***/ }),

/***/ 261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $U: () => (/* binding */ isIndexType),
/* harmony export */   $p: () => (/* binding */ OCI_INDEX),
/* harmony export */   BJ: () => (/* binding */ ociLayerType),
/* harmony export */   BQ: () => (/* binding */ OCI_LAYER_GZIP),
/* harmony export */   EG: () => (/* binding */ OCI_MANIFEST),
/* harmony export */   Mu: () => (/* binding */ DOCKER_INDEX),
/* harmony export */   Q3: () => (/* binding */ isManifestType),
/* harmony export */   QP: () => (/* binding */ OCI_LAYER),
/* harmony export */   TF: () => (/* binding */ OCI_CONFIG),
/* harmony export */   Vv: () => (/* binding */ DOCKER_MANIFEST),
/* harmony export */   aH: () => (/* binding */ OCI_LAYER_ZSTD),
/* harmony export */   e6: () => (/* binding */ DOCKER_CONFIG)
/* harmony export */ });
/* unused harmony exports DOCKER_LAYER_GZIP, DOCKER_LAYER, DOCKER_LAYER_ZSTD */
/** image-spec, "OCI Image Media Types", and Docker's older names for the same documents. */
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar';
const OCI_LAYER_GZIP = 'application/vnd.oci.image.layer.v1.tar+gzip';
const OCI_LAYER_ZSTD = 'application/vnd.oci.image.layer.v1.tar+zstd';
const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';
const DOCKER_LAYER_GZIP = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
const DOCKER_LAYER = 'application/vnd.docker.image.rootfs.diff.tar';
const DOCKER_LAYER_ZSTD = 'application/vnd.docker.image.rootfs.diff.tar.zstd';
function isIndexType(mediaType) {
    return mediaType === OCI_INDEX || mediaType === DOCKER_INDEX;
}
function isManifestType(mediaType) {
    return mediaType === OCI_MANIFEST || mediaType === DOCKER_MANIFEST;
}
/** A layer's media type in OCI's words, whatever registry it came from. */
function ociLayerType(mediaType) {
    switch (mediaType) {
        case DOCKER_LAYER_GZIP:
            return OCI_LAYER_GZIP;
        case DOCKER_LAYER:
            return OCI_LAYER;
        case DOCKER_LAYER_ZSTD:
            return OCI_LAYER_ZSTD;
        default:
            return mediaType;
    }
}


/***/ }),

/***/ 7122:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ formatPlatform),
/* harmony export */   FL: () => (/* binding */ parsePlatform),
/* harmony export */   L5: () => (/* binding */ platformDistance),
/* harmony export */   WN: () => (/* binding */ normalisePlatform),
/* harmony export */   ol: () => (/* binding */ hostPlatform)
/* harmony export */ });
/* unused harmony export samePlatform */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

const ARCHITECTURES = {
    i386: { architecture: '386' },
    i686: { architecture: '386' },
    x86_64: { architecture: 'amd64' },
    'x86-64': { architecture: 'amd64' },
    aarch64: { architecture: 'arm64' },
    armhf: { architecture: 'arm', variant: 'v7' },
    armel: { architecture: 'arm', variant: 'v6' },
};
/** Node's names for processors, in OCI's words. */
const NODE_ARCHITECTURES = { x64: 'amd64', ia32: '386', riscv64: 'riscv64' };
const WORD = /^[A-Za-z0-9_.-]+$/;
/** The platform of this machine's containers: Linux, whatever the machine itself runs. */
function hostPlatform(nodeArchitecture) {
    return normalise('linux', NODE_ARCHITECTURES[nodeArchitecture] ?? nodeArchitecture, undefined);
}
/**
 * `os[/architecture[/variant]]`, or an operating system or an architecture alone, the rest taken from `host`.
 *
 * @throws UserError for any other text
 */
function parsePlatform(text, host) {
    const parts = text.split('/');
    const [first, second, third] = parts;
    if (first === undefined || parts.length > 3 || parts.some((part) => !WORD.test(part))) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid platform ${JSON.stringify(text)}`, {
            hint: 'Write it as os/architecture, e.g. linux/arm64.',
        });
    }
    if (second === undefined) {
        if (first === 'local')
            return host;
        const known = normaliseOs(first);
        if (OPERATING_SYSTEMS.has(known))
            return { ...host, os: known };
        const guess = normalise(host.os, first, undefined);
        if (KNOWN_ARCHITECTURES.has(guess.architecture))
            return guess;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`unknown operating system or architecture ${JSON.stringify(text)}`, {
            hint: 'Write it as os/architecture, e.g. linux/arm64.',
        });
    }
    return normalise(first, second, third);
}
const OPERATING_SYSTEMS = new Set([
    'linux',
    'windows',
    'darwin',
    'freebsd',
    'netbsd',
    'openbsd',
    'solaris',
    'wasip1',
    'js',
]);
const KNOWN_ARCHITECTURES = new Set('386 amd64 arm arm64 loong64 mips mipsle mips64 mips64le ppc64 ppc64le riscv64 s390x wasm'.split(' '));
function normaliseOs(os) {
    const lower = os.toLowerCase();
    return lower === 'macos' ? 'darwin' : lower;
}
function normalise(os, architecture, variant) {
    const lower = architecture.toLowerCase();
    const alias = ARCHITECTURES[lower];
    const name = alias?.architecture ?? lower;
    const wanted = (variant ?? alias?.variant)?.toLowerCase();
    const finished = normaliseVariant(name, wanted);
    return { os: normaliseOs(os), architecture: name, ...(finished === undefined ? {} : { variant: finished }) };
}
function normaliseVariant(architecture, variant) {
    if (architecture === 'arm64')
        return variant === '8' || variant === 'v8' ? undefined : variant;
    if (architecture === 'arm') {
        if (variant === undefined || variant === '')
            return 'v7';
        return /^[5-8]$/.test(variant) ? `v${variant}` : variant;
    }
    if (architecture === 'amd64' && variant === 'v1')
        return undefined;
    return variant;
}
function normalisePlatform(platform) {
    return normalise(platform.os, platform.architecture, platform.variant);
}
/** `os/architecture[/variant]`, the form of `--platform` and of TARGETPLATFORM. */
function formatPlatform(platform) {
    return [platform.os, platform.architecture, platform.variant].filter((part) => part !== undefined).join('/');
}
function samePlatform(left, right) {
    return formatPlatform(normalisePlatform(left)) === formatPlatform(normalisePlatform(right));
}
/**
 * How well an image for `offered` serves `wanted`: 0 exactly, higher numbers worse, `undefined` not at all. An ARM processor
 * also runs what was made for its older variants.
 */
function platformDistance(wanted, offered) {
    const want = normalisePlatform(wanted);
    const offer = normalisePlatform(offered);
    if (want.os !== offer.os || want.architecture !== offer.architecture)
        return undefined;
    if (want.variant === offer.variant)
        return 0;
    if (want.architecture === 'arm') {
        const distance = Number(want.variant?.slice(1)) - Number(offer.variant?.slice(1));
        return distance > 0 ? distance : undefined;
    }
    return offer.variant === undefined ? 1 : undefined;
}


/***/ }),

/***/ 3940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   Xb: () => (/* binding */ DOCKER_HUB),
/* harmony export */   _t: () => (/* binding */ withDefaultTag),
/* harmony export */   hG: () => (/* binding */ familiarName)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9501);


const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_LEGACY = 'index.docker.io';
const OFFICIAL = 'library/';
const DEFAULT_TAG = 'latest';
const MAX_REPOSITORY_LENGTH = 255;
/** Nothing valid is longer: domain 255, repository 255, tag 128, sha512 digest 135, and their separators. */
const MAX_LENGTH = 1024;
const DOMAIN_LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
/**
 * Reads a reference as Docker does (distribution/reference, "ParseNormalizedNamed"): without a registry it is Docker
 * Hub's, without an organisation an official image. No tag is added: see {@link withDefaultTag}.
 *
 * @throws UserError that says what is wrong and what to write
 */
function parseReference(text) {
    if (text === '')
        throw invalid(text, 'it is empty', 'Write it as [registry/]repository[:tag], e.g. node:22.');
    if (text.length > MAX_LENGTH)
        throw invalid(text, `it is longer than ${MAX_LENGTH} characters`);
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
    if (scheme !== undefined) {
        throw invalid(text, `it starts with ${scheme}`, `Leave out ${scheme}: write ${text.slice(scheme.length)}.`);
    }
    if (/\s/.test(text))
        throw invalid(text, 'it contains a blank', 'Write it without blanks.');
    if (/^[a-f0-9]{64}$/.test(text)) {
        throw invalid(text, 'it is an image id, not a name', 'Write [registry/]repository[:tag], or repository@sha256:….');
    }
    const at = text.indexOf('@');
    const named = at === -1 ? text : text.slice(0, at);
    const digest = at === -1 ? undefined : readDigest(text, text.slice(at + 1));
    const { registry, rest } = splitRegistry(named);
    const colon = rest.indexOf(':');
    const repository = colon === -1 ? rest : rest.slice(0, colon);
    checkRegistry(text, registry);
    checkRepository(text, repository);
    const tag = colon === -1 ? undefined : readTag(text, rest.slice(colon + 1));
    return {
        registry,
        repository,
        ...(tag === undefined ? {} : { tag }),
        ...(digest === undefined ? {} : { digest }),
    };
}
/** The part before the first slash is a registry if nothing else could look like it: a dot, a colon, upper case. */
function splitRegistry(named) {
    const slash = named.indexOf('/');
    if (slash === -1)
        return { registry: DOCKER_HUB, rest: OFFICIAL + named };
    const first = named.slice(0, slash);
    const isRegistry = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
    const registry = !isRegistry || first === DOCKER_HUB_LEGACY ? DOCKER_HUB : first;
    const rest = isRegistry ? named.slice(slash + 1) : named;
    return { registry, rest: registry === DOCKER_HUB && !rest.includes('/') ? OFFICIAL + rest : rest };
}
function checkRegistry(text, registry) {
    if (!DOMAIN.test(registry)) {
        throw invalid(text, `${quoted(registry)} is no registry`, 'Write a host name, with :port where it needs one.');
    }
    const port = /:([0-9]+)$/.exec(registry)?.[1];
    if (port !== undefined && Number(port) > 65_535)
        throw invalid(text, `there is no port ${port}`);
}
function checkRepository(text, repository) {
    if (repository === '' || repository === OFFICIAL) {
        throw invalid(text, 'it names no repository', 'Write it as [registry/]repository[:tag], e.g. node:22.');
    }
    if (repository.toLowerCase() !== repository) {
        const shown = repository.startsWith(OFFICIAL) && !text.includes(OFFICIAL) ? repository.slice(8) : repository;
        throw invalid(text, `repository name ${quoted(shown)} must be lower case`, `Write ${text.replace(shown, shown.toLowerCase())}.`);
    }
    if (repository.length > MAX_REPOSITORY_LENGTH) {
        throw invalid(text, `repository name is longer than ${MAX_REPOSITORY_LENGTH} characters`);
    }
    const bad = repository.split('/').find((component) => !COMPONENT.test(component));
    if (bad !== undefined) {
        throw invalid(text, bad === ''
            ? 'two slashes follow each other, or it ends in one'
            : `${quoted(bad)} is no part of a repository name`, 'Use lower-case letters and digits, with single dots, one or two underscores or hyphens between them.');
    }
}
function readTag(text, tag) {
    if (tag === '')
        throw invalid(text, 'the tag is empty', 'Write a tag after the colon, or leave the colon out.');
    if (!TAG.test(tag)) {
        throw invalid(text, `${quoted(tag)} is no tag`, 'A tag has up to 128 letters, digits, underscores, dots and hyphens, and starts with none of the last two.');
    }
    return tag;
}
function readDigest(text, digest) {
    if ((0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
        return digest;
    throw invalid(text, `${quoted(digest)} is no digest`, 'Write @sha256: and 64 lower-case hexadecimal digits.');
}
function invalid(text, problem, hint) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid image reference ${quoted(text)}: ${problem}`, { hint });
}
function quoted(text) {
    return JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}…` : text);
}
/** With `latest` where neither tag nor digest is given. */
function withDefaultTag(reference) {
    return reference.tag === undefined && reference.digest === undefined ? { ...reference, tag: DEFAULT_TAG } : reference;
}
/** In full: `docker.io/library/node:18`, with the digest behind the tag when there are both. */
function formatReference(reference) {
    return `${reference.registry}/${reference.repository}${suffix(reference)}`;
}
/** As people write it: `node:18`, `user/app`, `ghcr.io/user/app:1`. */
function familiarName(reference) {
    return familiarRepository(reference) + suffix(reference);
}
function familiarRepository({ registry, repository }) {
    if (registry !== DOCKER_HUB)
        return `${registry}/${repository}`;
    const official = repository.startsWith(OFFICIAL) ? repository.slice(OFFICIAL.length) : undefined;
    return official === undefined || official.includes('/') ? repository : official;
}
function suffix({ tag, digest }) {
    return (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}


/***/ }),

/***/ 8969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Os: () => (/* binding */ errorAt),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   fT: () => (/* binding */ expand),
/* harmony export */   t4: () => (/* binding */ located)
/* harmony export */ });
/* harmony import */ var _dockerfile_excerpt_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(259);
/* harmony import */ var _dockerfile_expand_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4);
/* harmony import */ var _dockerfile_place_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7137);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(452);




/** Expands the variables of one word. */
function expand(dockerfile, word, environment) {
    return (0,_dockerfile_expand_js__WEBPACK_IMPORTED_MODULE_0__/* .expandWord */ .Vo)(word, environment.get, dockerfile.directives.escape);
}
/** A UserError at an instruction of the Dockerfile. */
function errorAt(dockerfile, range, message, hint) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(message, { ...placeOf(dockerfile, range), ...(hint === undefined ? {} : { hint }) });
}
/** Runs `work`, and gives a UserError that has no place yet the place of this instruction. */
function at(dockerfile, range, work) {
    try {
        return work();
    }
    catch (error) {
        throw located(dockerfile, range, error);
    }
}
/** The same for an error that was already caught: anything but a UserError without a place is passed on as it is. */
function located(dockerfile, range, error) {
    return (0,_dockerfile_place_js__WEBPACK_IMPORTED_MODULE_1__/* .placed */ .G)(error, dockerfile, range);
}
/** Where an instruction stands, and its lines. */
function placeOf(dockerfile, range) {
    return {
        location: { file: dockerfile.name, line: range.start, endLine: range.end },
        excerpt: (0,_dockerfile_excerpt_js__WEBPACK_IMPORTED_MODULE_3__/* .excerptOf */ .z)(dockerfile.lines, range),
    };
}


/***/ }),

/***/ 9589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ sourceLabel)
/* harmony export */ });
/** How errors and reports name where files come from. */
function sourceLabel(source, graph) {
    switch (source.kind) {
        case 'context':
            return 'the build context';
        case 'scratch':
            return 'scratch';
        case 'stage':
            return `stage ${graph.stages[source.index]?.name ?? source.index}`;
        case 'image':
            return `image ${source.reference}`;
        case 'named':
            return `build context ${source.name}`;
    }
}


/***/ }),

/***/ 8456:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FO: () => (/* binding */ exitCodeOf),
/* harmony export */   _n: () => (/* binding */ Interruption),
/* harmony export */   fe: () => (/* binding */ classifyError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

/** A signal told us to stop; the reason that an AbortSignal is given. */
class Interruption extends Error {
    name = 'Interruption';
    signal;
    constructor(signal) {
        super(`interrupted by ${signal}`);
        this.signal = signal;
    }
}
const SIGNAL_NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGPIPE: 13 };
/** System errors that speak of the machine and not of us, wherever they come up. */
const MACHINE_ERRORS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM']);
/** A raw system error of the machine's as what it is; every other error as it came. */
function classifyError(error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (!(error instanceof Error) || typeof code !== 'string' || !MACHINE_ERRORS.has(code))
        return error;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`this machine cannot go on: ${error.message}`, { cause: error });
}
/** 1 the user's, 69 (EX_UNAVAILABLE) the surroundings', 70 (EX_SOFTWARE) ours; 128 + n after a signal. */
function exitCodeOf(error) {
    if (error instanceof Interruption)
        return 128 + SIGNAL_NUMBERS[error.signal];
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo)
        return 1;
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri)
        return 69;
    return 70;
}


/***/ }),

/***/ 8882:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ VERSION)
/* harmony export */ });
/** The version of package.json: a bundle cannot read that file, and a unit test keeps the two equal. */
const VERSION = '0.1.0';


/***/ }),

/***/ 8431:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _d: () => (/* binding */ writeArchive),
/* harmony export */   nD: () => (/* binding */ blobPath),
/* harmony export */   rD: () => (/* binding */ archive)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(452);
/* harmony import */ var _layer_tar_writer_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6940);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(9501);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(3940);
/* harmony import */ var _image_contents_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(2763);
/* harmony import */ var _oci_index_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(3373);









/**
 * An image as one tar that is both an OCI archive (image-spec, "OCI Image Layout") and one for `docker load`, which finds the
 * same blobs by its `manifest.json`. Layers stay compressed as they are. The bytes depend on the image and its names alone.
 *
 * Of an index, `docker load` gets the first image; the OCI half has all that are in the store.
 *
 * @throws InfraError when a blob is missing in the store or damaged
 */
async function* archive(content, image, signal) {
    const { blobs, manifests } = await (0,_image_contents_js__WEBPACK_IMPORTED_MODULE_7__/* .imageContents */ .Y9)(content, image.target);
    const [manifest] = manifests;
    if (manifest === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`image ${image.target.digest} has no manifest in the store`);
    const directories = new Set(['blobs', ...blobs.map((blob) => `blobs/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .digestAlgorithm */ .g4)(blob.digest)}`)]);
    for (const path of [...directories].sort())
        yield (0,_layer_tar_writer_js__WEBPACK_IMPORTED_MODULE_4__/* .tarHeader */ .pI)({ type: 'directory', path, mode: 0o755, ...METADATA });
    for (const blob of [...blobs].sort((a, b) => (a.digest < b.digest ? -1 : 1))) {
        yield fileHeader(blobPath(blob.digest), blob.size);
        yield* content.open(blob, signal);
        yield Buffer.alloc((0,_layer_tar_writer_js__WEBPACK_IMPORTED_MODULE_4__/* .paddingAfter */ .OQ)(blob.size));
    }
    const documents = [
        ['index.json', JSON.stringify((0,_oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .mergeIndex */ .$R)(undefined, image))],
        ['manifest.json', dockerManifest(manifest, image.references)],
        ['oci-layout', _oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .OCI_LAYOUT */ .xm],
    ];
    for (const [path, text] of documents) {
        const bytes = Buffer.from(text);
        yield fileHeader(path, bytes.length);
        yield Buffer.concat([bytes, Buffer.alloc((0,_layer_tar_writer_js__WEBPACK_IMPORTED_MODULE_4__/* .paddingAfter */ .OQ)(bytes.length))]);
    }
    yield Buffer.alloc(_layer_tar_writer_js__WEBPACK_IMPORTED_MODULE_4__/* .END_OF_ARCHIVE_SIZE */ .D9);
}
/**
 * Writes the archive to `file`, which is replaced only when all of it is there.
 *
 * @throws InfraError as `archive` does, and when the file cannot be written
 */
async function writeArchive(content, image, file, signal) {
    const partial = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(file), `.${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(file)}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`);
    try {
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(partial, 'wx');
        try {
            for await (const chunk of archive(content, image, signal)) {
                for (let at = 0; at < chunk.length;)
                    at += (await handle.write(chunk, at)).bytesWritten;
            }
        }
        finally {
            await handle.close();
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(partial, file);
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(partial, { force: true });
        if (!(error instanceof Error) || error.syscall === undefined)
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`cannot write the archive ${file}`, { cause: error });
    }
}
/** Nothing in an archive says when or by whom it was made. */
const METADATA = { uid: 0, gid: 0, mtime: 0 };
function fileHeader(path, size) {
    return (0,_layer_tar_writer_js__WEBPACK_IMPORTED_MODULE_4__/* .tarHeader */ .pI)({ type: 'file', path, size, mode: 0o644, ...METADATA });
}
function blobPath(digest) {
    return `blobs/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .digestAlgorithm */ .g4)(digest)}/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .digestHex */ .sU)(digest)}`;
}
/** The list of images that `docker load` reads: paths in the archive, lowest layer first. */
function dockerManifest(manifest, references) {
    const paths = (descriptors) => descriptors.map(({ digest }) => blobPath(digest));
    const tags = references.map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .parseReference */ .F2).filter((reference) => reference.tag !== undefined);
    return JSON.stringify([
        {
            Config: blobPath(manifest.config.digest),
            RepoTags: tags.map(({ registry, repository, tag = '' }) => (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .familiarName */ .hG)({ registry, repository, tag })).sort(),
            Layers: paths(manifest.layers),
        },
    ]);
}


/***/ }),

/***/ 8720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ TOUCH_EVERY),
/* harmony export */   V: () => (/* binding */ ContentStore)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(452);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(9501);





const CHUNK = 1024 * 1024;
/** A blob's mtime says when it was last used; it need not say it more exactly than this. Milliseconds. */
const TOUCH_EVERY = 30_000;
/**
 * Blobs are readable for all, unlike the root above them: an OCI layout on disk gets them as hard links, which have the
 * mode of the store's own file, and those who are given the layout are meant to read it.
 */
const BLOB_MODE = 0o644;
/**
 * Content by digest, in one folder that any number of processes use at once. Every byte is checked against its digest when
 * it is written here by `put` and `ingest`, and again when it is read by `open` and `read`.
 */
class ContentStore {
    #folder;
    constructor(folder) {
        this.#folder = folder;
    }
    /** Absolute path of the blob, whether or not it is there. Who reads it by this path checks it. */
    path(digest) {
        return this.#folder.blob(digest);
    }
    /** Whether the blob is here; that also marks it as used, so that a prune beside this build leaves it. */
    async has(digest) {
        return (await this.size(digest)) !== undefined;
    }
    /** Bytes of the blob, undefined when it is not here. Marks it as used. */
    async size(digest) {
        const path = this.path(digest);
        const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(path).catch(absent);
        if (stats === undefined)
            return undefined;
        if (Date.now() - stats.mtimeMs > TOUCH_EVERY) {
            const now = new Date();
            // It fails for a file of another user, and where a prune was faster: then the blob is as good as absent.
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.utimes)(path, now, now).catch(() => undefined);
        }
        return stats.size;
    }
    /**
     * The blob's bytes, checked while they are read: whoever gets to the end has the right ones.
     *
     * @throws InfraError when it is not here, or damaged: it is removed then, so that it is fetched or made again
     */
    async *open(descriptor, signal) {
        const { digest, size } = descriptor;
        const path = this.path(digest);
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(path, 'r').catch(absent);
        if (handle === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`blob ${digest} is not in the store`);
        try {
            const { ino, size: found } = await handle.stat();
            const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestAlgorithm */ .g4)(digest));
            const stream = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)('', { fd: handle, autoClose: false, start: 0, highWaterMark: CHUNK, signal });
            for await (const chunk of stream) {
                hash.update(chunk);
                // A wrong size may be the descriptor's fault: only the digest says whether the blob is damaged.
                if (found === size)
                    yield chunk;
            }
            if (hash.digest('hex') !== (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestHex */ .sU)(digest)) {
                await this.#removeDamaged(path, ino);
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`blob ${digest} was damaged in the store; it was removed`, {
                    retryable: true,
                    hint: 'Run the build again: what is missing is fetched or made anew.',
                });
            }
            if (found !== size)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`blob ${digest} has ${found} bytes, not ${size} as was said of it`);
        }
        finally {
            await handle.close();
        }
    }
    /**
     * A whole blob: for documents only.
     *
     * @param limit bytes that it may have; 4 MiB, a manifest's limit, if absent
     * @throws InfraError as `open` does, and when it is larger
     */
    async read(descriptor, limit = 4 * 1024 * 1024) {
        if (descriptor.size > limit)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`blob ${descriptor.digest} has more than ${limit} bytes`);
        const chunks = [];
        for await (const chunk of this.open(descriptor))
            chunks.push(chunk);
        return Buffer.concat(chunks);
    }
    /** @throws InfraError when the disk does not take it */
    async put(bytes) {
        const digest = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .sha256 */ .sc)(bytes);
        await this.ingest([bytes], { digest, size: bytes.length });
        return { digest, size: bytes.length };
    }
    /**
     * Writes a blob from elsewhere. A blob that is here already is not read again.
     *
     * @throws InfraError when the bytes are not those of the descriptor, or the disk does not take them
     */
    async ingest(source, descriptor, options = {}) {
        if ((await this.size(descriptor.digest)) === descriptor.size) {
            // The connection behind the source is let go.
            if (Symbol.asyncIterator in source)
                await source[Symbol.asyncIterator]().return?.();
            options.onProgress?.(descriptor.size);
            return;
        }
        const file = this.#folder.newIngestPath();
        try {
            await write(file, checked(source, descriptor, options));
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(file, this.path(descriptor.digest));
        }
        catch (error) {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(file, { force: true });
            throw diskError(error, descriptor.digest);
        }
    }
    /**
     * Takes a file that another part wrote and hashed, by renaming it; it is gone afterwards, also when the blob was here.
     *
     * @throws InfraError when it has not the size that the descriptor says
     */
    async takeFile(file, descriptor) {
        try {
            const { size } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(file);
            if (size !== descriptor.size) {
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`the file for blob ${descriptor.digest} has ${size} bytes instead of ${descriptor.size}`);
            }
            // The privileged worker's file may be another user's: then its mode is the worker's affair.
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.chmod)(file, BLOB_MODE).catch(() => undefined);
            if ((await this.size(descriptor.digest)) === descriptor.size)
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(file);
            else
                await this.#move(file, this.path(descriptor.digest));
        }
        catch (error) {
            throw diskError(error, descriptor.digest);
        }
    }
    async remove(digest) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(this.path(digest), { force: true });
    }
    async #move(file, path) {
        try {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(file, path);
        }
        catch (error) {
            if (error.code !== 'EXDEV')
                throw error;
            const near = this.#folder.newIngestPath();
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.copyFile)(file, near);
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(near, path);
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(file);
        }
    }
    /** Another process may have put a sound blob in its place by now. */
    async #removeDamaged(path, ino) {
        const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path).catch(absent);
        if (stats?.ino === ino)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(path, { force: true });
    }
}
/** Passes bytes on, and ends well only if they were those of the descriptor. */
async function* checked(source, descriptor, options) {
    const { digest, size } = descriptor;
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestAlgorithm */ .g4)(digest));
    let done = 0;
    for await (const chunk of source) {
        options.signal?.throwIfAborted();
        done += chunk.length;
        if (done > size)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`blob ${digest} is longer than the ${size} bytes that it should have`);
        hash.update(chunk);
        yield chunk;
        options.onProgress?.(done);
    }
    if (done < size) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`blob ${digest} ended after ${done} of ${size} bytes`, { retryable: true });
    }
    const found = hash.digest('hex');
    if (found !== (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestHex */ .sU)(digest)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`blob ${digest} has other content: ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestAlgorithm */ .g4)(digest)}:${found}`, { retryable: true });
    }
}
async function write(file, chunks) {
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(file, 'wx', BLOB_MODE);
    try {
        for await (const chunk of chunks) {
            for (let at = 0; at < chunk.length;)
                at += (await handle.write(chunk, at)).bytesWritten;
        }
    }
    finally {
        await handle.close();
    }
}
function absent(error) {
    if (error.code === 'ENOENT')
        return undefined;
    throw error;
}
/** Errors of the file system get a message of ours; all others (the source's, an abort) pass. */
function diskError(error, digest) {
    if (!(error instanceof Error) || error.syscall === undefined)
        return error;
    const { code } = error;
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(full ? `the disk is full: cannot store blob ${digest}` : `cannot store blob ${digest}`, {
        cause: error,
        ...(full ? { hint: 'Make room, for example with `layer-build prune`.' } : {}),
    });
}


/***/ }),

/***/ 2763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AM: () => (/* binding */ readImage),
/* harmony export */   Nq: () => (/* binding */ diffIdsOf),
/* harmony export */   Y9: () => (/* binding */ imageContents)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _oci_image_config_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6319);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4360);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7122);




/** An index in an index is legal, and in use; deeper than this is a loop. */
const MAX_DEPTH = 4;
/**
 * The image for `platform` behind a manifest or index.
 *
 * @throws UserError when it has none for the platform; InfraError when a document is missing or damaged
 */
async function readImage(content, target, platform) {
    let descriptor = target;
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
        const document = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .parseManifest */ .Ng)(await content.read(descriptor), descriptor.mediaType);
        if (document.kind === 'manifest') {
            const { manifest } = document;
            const config = (0,_oci_image_config_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageConfig */ .F)(await content.read(manifest.config, _oci_image_config_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_CONFIG_SIZE */ .S));
            return { descriptor, manifest, config };
        }
        const selected = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .selectPlatform */ .md)(document.index, platform);
        if (selected === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`the image has nothing for platform ${(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPlatform */ .Bq)(platform)}`);
        descriptor = selected;
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`the index ${target.digest} is nested too deeply`);
}
/**
 * Of an index, the platforms that are not in the store are left out, as they are missing after a pull of one platform.
 *
 * @throws InfraError when the target itself is missing or damaged
 */
async function imageContents(content, target) {
    const blobs = new Map();
    const manifests = [];
    const add = async (descriptor, depth) => {
        if (blobs.has(descriptor.digest))
            return;
        if (depth > MAX_DEPTH)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`the index ${target.digest} is nested too deeply`);
        const document = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .parseManifest */ .Ng)(await content.read(descriptor), descriptor.mediaType);
        blobs.set(descriptor.digest, descriptor);
        if (document.kind === 'index') {
            for (const child of document.index.manifests)
                if (await content.has(child.digest))
                    await add(child, depth + 1);
            return;
        }
        manifests.push(document.manifest);
        for (const blob of [document.manifest.config, ...document.manifest.layers])
            blobs.set(blob.digest, blob);
    };
    await add(target, 0);
    return { blobs: [...blobs.values()], manifests };
}
/** Diff ids of the layers, lowest first. @throws InfraError when the config is missing or damaged */
async function diffIdsOf(content, manifest) {
    return (0,_oci_image_config_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageConfig */ .F)(await content.read(manifest.config, _oci_image_config_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_CONFIG_SIZE */ .S)).rootfs.diff_ids;
}


/***/ }),

/***/ 186:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ oldestLease),
/* harmony export */   _: () => (/* binding */ takeLease)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _process_identity_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6907);



/** As for what lies in `ingest`: after this, a lease whose process cannot be seen from here counts no more. */
const ABANDONED_MS = 48 * 3600 * 1000;
/** Says that a build is running. Synchronous, so that a signal handler can release it. */
function takeLease(folder) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder.leases, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(folder.newIngestPath()));
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(path, '', { flag: 'wx' });
    return { release: () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { force: true }) };
}
/**
 * When the oldest build that still runs began, in milliseconds since the epoch; undefined when none runs. Leases of
 * processes that have ended are removed.
 */
function oldestLease(folder, now = Date.now()) {
    let oldest;
    for (const name of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder.leases)) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder.leases, name);
        const began = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false })?.mtimeMs;
        if (began === undefined)
            continue;
        if ((0,_process_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .h)(name.split('.')[0] ?? '') || now - began > ABANDONED_MS)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { force: true });
        else
            oldest = Math.min(oldest ?? began, began);
    }
    return oldest;
}


/***/ }),

/***/ 3373:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $R: () => (/* binding */ mergeIndex),
/* harmony export */   w5: () => (/* binding */ REF_NAME),
/* harmony export */   xm: () => (/* binding */ OCI_LAYOUT),
/* harmony export */   yc: () => (/* binding */ IMAGE_NAME)
/* harmony export */ });
/* unused harmony export indexEntries */
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(261);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3940);


/** image-spec, "Pre-Defined Annotation Keys": in an OCI layout, the tag by which an image is found. */
const REF_NAME = 'org.opencontainers.image.ref.name';
/** The whole name, as containerd and BuildKit write it beside the tag. */
const IMAGE_NAME = 'io.containerd.image.name';
/** image-spec, "oci-layout file". */
const OCI_LAYOUT = JSON.stringify({ imageLayoutVersion: '1.0.0' });
/** The entries of `index.json` for an image: one a name. */
function indexEntries(image) {
    const { mediaType, digest, size, platform } = image.target;
    const bare = { mediaType, digest, size, ...(platform === undefined ? {} : { platform }) };
    if (image.references.length === 0)
        return [bare];
    return [...image.references].sort().map((name) => {
        const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(name);
        return {
            ...bare,
            annotations: {
                [IMAGE_NAME]: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatReference */ .FH)(reference),
                ...(reference.tag === undefined ? {} : { [REF_NAME]: reference.tag }),
            },
        };
    });
}
/**
 * `index.json` with an image added. An entry that goes by a name of the new image loses it, and the new image's own older
 * entries are replaced; everything else stays.
 */
function mergeIndex(existing, image) {
    const added = indexEntries(image);
    const names = new Set(added.map(nameOf).filter((name) => name !== undefined));
    const kept = (existing?.manifests ?? []).filter((entry) => {
        const name = nameOf(entry);
        return name === undefined ? entry.digest !== image.target.digest : !names.has(name);
    });
    return {
        ...existing,
        schemaVersion: 2,
        mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .OCI_INDEX */ .$p,
        manifests: [...kept, ...added],
    };
}
/** By which an entry is looked for: tools that know only `ref.name` must find one entry a tag. */
function nameOf(entry) {
    return entry.annotations?.[REF_NAME] ?? entry.annotations?.[IMAGE_NAME];
}


/***/ }),

/***/ 6907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ ownIdentity),
/* harmony export */   h: () => (/* binding */ hasEnded)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);

/**
 * A name for a process that no later process has: `<pid>-<start>-<namespace>`. `start` is its start in clock ticks since
 * boot and `namespace` its pid namespace, from /proc; both are 0 where there is no /proc.
 */
function ownIdentity() {
    own ??= [process.pid, startTime(process.pid) ?? 0, pidNamespace()].join('-');
    return own;
}
let own;
/**
 * Whether the process of an identity has ended for certain. A process of another pid namespace (a container that shares
 * the store) cannot be seen from here, so it never has.
 */
function hasEnded(identity) {
    const [, pid, start, namespace] = /^([1-9]\d*)-(\d+)-(\d+)$/.exec(identity) ?? [];
    if (pid === undefined || start === undefined || namespace !== pidNamespace())
        return false;
    if (!isRunning(Number(pid)))
        return true;
    const now = startTime(Number(pid));
    return start !== '0' && now !== undefined && now !== start;
}
function isRunning(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // EPERM: it runs, as another user.
        return error.code !== 'ESRCH';
    }
}
/** Field 22 of proc(5)'s stat; the second field may have blanks and parentheses in it. */
function startTime(pid) {
    try {
        const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    }
    catch {
        return undefined;
    }
}
function pidNamespace() {
    namespace ??= readNamespace();
    return namespace;
}
let namespace;
function readNamespace() {
    try {
        return /\d+/.exec((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)('/proc/self/ns/pid'))?.[0] ?? '0';
    }
    catch {
        return '0';
    }
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(1273);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
