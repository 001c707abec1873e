/// What a hook may know of a request before it is worked on.
public struct RequestDescription: Hashable, Sendable {
    /// Who sent a request.
    public enum Caller: Hashable, Sendable {
        /// A player with an access token.
        case player(ClientPrincipal)
        /// The holder of an API key.
        case administrator(AdminPrincipal)
        /// Somebody who need not say, as for a session refresh.
        case anonymous
    }

    /// Method in upper case.
    public var method: String
    /// Template of the route with the API prefix, for example `/v1/games/{game_id}`.
    public var route: String
    /// Path as it was sent, without the query.
    public var path: String
    /// Who sent it.
    public var caller: Caller
    /// Address of the client behind trusted proxies; nil when unknown.
    public var clientAddress: String?
    /// `LEADR-Client`, which SDKs send.
    public var sdk: String?
    /// `User-Agent`.
    public var userAgent: String?
    /// Id of the request, for logs.
    public var requestID: String

    /// Describes a request.
    public init(
        method: String,
        route: String,
        path: String,
        caller: Caller,
        clientAddress: String? = nil,
        sdk: String? = nil,
        userAgent: String? = nil,
        requestID: String = ""
    ) {
        self.method = method
        self.route = route
        self.path = path
        self.caller = caller
        self.clientAddress = clientAddress
        self.sdk = sdk
        self.userAgent = userAgent
        self.requestID = requestID
    }
}
