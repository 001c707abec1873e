import Hummingbird
import Logging

/// What accompanies one request through middleware and route.
public struct LeadrContext: RequestContext {
    /// Storage that Hummingbird itself needs.
    public var coreContext: CoreRequestContextStorage
    /// Address of the socket's peer, nil for a Unix domain socket.
    let peerAddress: IPAddress?
    /// Address of the client behind trusted proxies; set by the outermost middleware.
    var clientAddress: IPAddress?
    /// Id of the request, taken from `X-Request-ID` or made; set by the outermost middleware.
    var requestID = ""
    /// Logger for what goes wrong in this request, with its id. Made when it is needed: most requests log nothing but the access line.
    var log: Logger {
        var logger = logger
        logger[metadataKey: "request_id"] = .string(requestID)
        return logger
    }
    /// Template of the matched route, for metrics; `unmatched` when there is none.
    var routeTemplate: String { coreContext.endpointPath.value ?? "unmatched" }
    /// What inner layers report to outer ones.
    let record = RequestRecord()

    /// Creates the context of a request that came in on a channel.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peerAddress = source.channel.remoteAddress.flatMap { IPAddress($0) }
    }
}
