import ArgumentParser
import Hummingbird
import Logging
import NIOCore

/// A bare Hummingbird endpoint that answers a fixed JSON: the limit of what any endpoint on it can reach.
struct BareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "bare", abstract: "Serve a static JSON at / with Hummingbird alone")

    @Option(help: "Port to listen on, on the loopback address.") var port = 8090

    func run() async throws {
        let body = ByteBuffer(string: #"{"status":"ok","service":"bare","value":12345}"#)
        let router = Router()
        router.get("/") { _, _ in
            Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: body))
        }
        var logger = Logger(label: "bare")
        logger.logLevel = .error
        let application = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger)
        try await application.runService()
    }
}
