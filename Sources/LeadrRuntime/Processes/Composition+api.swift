import Foundation
import Hummingbird
import LeadrHTTP
import LeadrServices
import LeadrState
import LeadrStore
import Logging
import NIOPosix
import ServiceLifecycle

extension Composition {
    /// The API process.
    ///
    /// - Throws: ``StartupError`` when an address cannot be used.
    public static func api(_ context: ProcessContext) throws(StartupError) -> Composition {
        try api(context, installing: nil)
    }

    /// The API process with what an installation adds in code of its own (`docs/hooks.md`).
    ///
    /// - Throws: ``StartupError`` when an address cannot be used.
    public static func api(_ context: ProcessContext, hooks: any ServiceHooks) throws(StartupError) -> Composition {
        try api(context, installing: hooks)
    }

    private static func api(_ context: ProcessContext, installing hooks: (any ServiceHooks)?) throws(StartupError) -> Composition {
        let parts = try PipelineParts(context)
        let assembly = APIAssembly(context, parts, hooks: hooks)
        assembly.watch(in: context.health)
        var configuration = APIConfiguration(context.settings)
        configuration.documentViewer = try viewer(context.settings)
        let api = LeadrAPI(
            services: assembly.services,
            configuration: configuration,
            accessLog: LogBootstrap.accessLog(context.settings)
        )
        let http = context.settings.http
        let application = api.makeApplication(
            address: .hostname(http.host, port: http.port),
            eventLoopGroup: http.eventLoopThreads.map { MultiThreadedEventLoopGroup(numberOfThreads: $0) } ?? context.eventLoopGroup,
            logger: context.logger
        )
        var clients = parts.dependencies.services
        clients += assembly.background
        return Composition(
            clients: clients,
            prepare: {
                try await parts.prepare()
                _ = try await assembly.bootstrap.run(assembly.superadmin)
                await assembly.untilSubscribed()
            },
            work: [application]
        )
    }

    private static func viewer(_ settings: LeadrSettings) throws(StartupError) -> DocumentViewer? {
        guard let path = settings.http.documentViewerPath else { return nil }
        do {
            return try DocumentViewer(folder: URL(fileURLWithPath: path))
        } catch {
            throw StartupError("API_DOCS_VIEWER_PATH: \(path) has not all files of Swagger UI (swagger-ui.css, swagger-ui-bundle.js)")
        }
    }
}
