import HTTPTypes
import Hummingbird

/// Collects routes, so that a path which exists under other methods answers 405 with `Allow` instead of 404 (`contract/platform.md §1`).
struct RouteTable {
    /// A route's work. It has no logic of its own: it reads the request, calls a service and writes the answer.
    typealias Handler = @Sendable (Request, LeadrContext) async throws -> Response

    private struct Entry {
        let path: String
        var handlers: [(method: HTTPRequest.Method, operation: Operation, handler: Handler)]
    }

    private var entries: [Entry] = []

    /// Methods that a browser or a tool may try, and those that the HTTP parser lets through besides; each one without a handler answers 405.
    private static let knownMethods: [HTTPRequest.Method] =
        [.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect] + rareMethods.compactMap { HTTPRequest.Method($0) }

    private static let rareMethods = [
        "ACL", "BIND", "CHECKOUT", "COPY", "LINK", "LOCK", "M-SEARCH", "MERGE", "MKACTIVITY", "MKCALENDAR", "MKCOL", "MOVE", "NOTIFY", "PROPFIND",
        "PROPPATCH", "PURGE", "QUERY", "REBIND", "REPORT", "SEARCH", "SOURCE", "SUBSCRIBE", "UNBIND", "UNLINK", "UNLOCK", "UNSUBSCRIBE",
    ]

    /// Adds a handler for a method on a path below the API prefix, such as `/client/scores/{score_id}`.
    mutating func on(_ method: HTTPRequest.Method, _ path: String, _ operation: Operation, _ handler: @escaping Handler) {
        if let index = entries.firstIndex(where: { $0.path == path }) {
            entries[index].handlers.append((method, operation, handler))
        } else {
            entries.append(Entry(path: path, handlers: [(method, operation, handler)]))
        }
    }

    /// Adds routes that are kept for old clients only.
    mutating func deprecated(_ register: (inout RouteTable) -> Void) {
        var old = RouteTable()
        register(&old)
        for entry in old.entries {
            for (method, operation, handler) in entry.handlers {
                var operation = operation
                operation.isDeprecated = true
                on(method, entry.path, operation, handler)
            }
        }
    }

    /// Every route with what the API document says about it, in the order of registration.
    var operations: [(method: HTTPRequest.Method, path: String, operation: Operation)] {
        entries.flatMap { entry in entry.handlers.map { ($0.method, entry.path, $0.operation) } }
    }

    /// Registers every route under each prefix. Metrics name a route by `template`, whichever prefix it came by.
    func register(on router: Router<LeadrContext>, prefixes: [String], template: String) {
        for entry in entries {
            for prefix in prefixes {
                register(entry, prefix: prefix, label: template + entry.path, on: router)
            }
        }
    }

    private func register(_ entry: Entry, prefix: String, label: String, on router: Router<LeadrContext>) {
        let path = RouterPath(prefix + entry.path)
        for (method, _, handler) in entry.handlers {
            router.on(path, method: method, responder: LabelledResponder(label: label, handler: handler))
        }
        let allowed = entry.handlers.map(\.method.rawValue).sorted().joined(separator: ", ")
        for method in Self.knownMethods where !entry.handlers.contains(where: { $0.method == method }) {
            router.on(path, method: method, responder: LabelledResponder(label: label) { _, _ in .methodNotAllowed(allow: allowed) })
        }
    }
}
