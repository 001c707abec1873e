import Hummingbird
import LeadrServices
import Logging
import NIOCore

/// Builds the HTTP API from its services: the router for tests, the application for processes.
public struct LeadrAPI: Sendable {
    /// Responder of the whole API.
    public typealias Responder = RouterResponder<LeadrContext>

    let services: APIServices
    let configuration: APIConfiguration
    let accessLog: (any AccessLog)?

    /// An API.
    ///
    /// - Parameter accessLog: where finished requests are noted; nil for nowhere.
    public init(services: APIServices, configuration: APIConfiguration, accessLog: (any AccessLog)? = nil) {
        self.services = services
        self.configuration = configuration
        self.accessLog = accessLog
    }

    /// Routes and middleware, outermost first: edge (request id, access log, metrics, CORS), address block, loopback rule, work for later, errors.
    public func makeRouter() -> Router<LeadrContext> {
        let router = Router(context: LeadrContext.self)
        addMiddleware(to: router)
        let prefix = configuration.prefix
        var table = RouteTable()
        registerRoutes(in: &table)
        // The Unity SDK doubles the prefix when it is given a base address without one (`contract/client-auth.md §6.1`).
        table.register(on: router, prefixes: prefix.isEmpty ? [prefix] : [prefix, prefix + prefix], template: prefix)
        var documents = RouteTable()
        DocumentRoutes(document: document(of: table).encoded(), viewer: configuration.documentViewer).register(in: &documents)
        documents.register(on: router, prefixes: [""], template: "")
        return router
    }

    private func document(of table: RouteTable) -> OpenAPIDocument {
        let halves = (configuration.servesAdmin ? ["Admin"] : []) + (configuration.servesClients ? ["Client"] : [])
        let title = "LEADR Open-Source Edition - \(halves.joined(separator: " & ")) API"
        return OpenAPIDocument(title: title, prefix: configuration.prefix, hasHooks: services.hooks != nil, routes: table.operations)
    }

    /// The application as a process runs it.
    ///
    /// - Parameters:
    ///   - address: Where to listen.
    ///   - eventLoopGroup: Threads that serve connections; their number is the caller's choice.
    ///   - onServerRunning: Called with the listening channel.
    ///   - logger: Logger of requests.
    public func makeApplication(
        address: BindAddress,
        eventLoopGroup: any EventLoopGroup,
        onServerRunning: @escaping @Sendable (any Channel) async -> Void = { _ in },
        logger: Logger
    ) -> Application<Responder> {
        let limits = configuration.connection
        return Application(
            router: makeRouter(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionGuard(readTimeout: TimeAmount(limits.readTimeout))],
                    idleTimeout: TimeAmount(limits.idleTimeout),
                    httpDecoderConfiguration: .init(maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes)
                )
            ),
            configuration: ApplicationConfiguration(address: address, backlog: 1024),
            onServerRunning: onServerRunning,
            eventLoopGroupProvider: .shared(eventLoopGroup),
            logger: logger
        )
    }

    private func addMiddleware(to router: Router<LeadrContext>) {
        let resolver = ClientAddressResolver(trustedProxies: configuration.trustedProxies)
        router.add(
            middleware: EdgeMiddleware(
                resolver: resolver,
                cors: configuration.cors,
                targetBytes: configuration.connection.targetBytes,
                accessLog: accessLog,
                usage: services.usage
            )
        )
        if let block = services.addressBlock { router.add(middleware: AddressBlockMiddleware(block: block)) }
        if configuration.blocksLoopback { router.add(middleware: LoopbackMiddleware(prefix: configuration.prefix)) }
        router.add(middleware: DeferredWorkMiddleware(work: services.work, hasHooks: services.hooks != nil))
        router.add(middleware: ErrorMiddleware(mapper: ErrorMapper(showsDetails: configuration.showsErrorDetails)))
    }
}
