import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A server on the loopback address that serves archives as MaxMind does, and can misbehave: HTTPS, basic authentication, conditional requests.
///
/// Paths below `/store/` stand for the store of files that MaxMind redirects to: they need no credentials.
public final class MaxMindServer: Sendable {
    /// What it does with a request.
    public enum Answer: Sendable {
        /// The archive, or 304 to who has it already.
        case archive([UInt8], tag: String?, lastModified: String? = nil)
        /// An empty answer.
        case status(Int, headers: [(String, String)] = [])
        /// 302 to an address.
        case redirect(String)
        /// Announces all bytes, sends so many and closes.
        case truncated([UInt8], after: Int)
        /// Announces all bytes, sends so many and waits for ever.
        case stalled([UInt8], after: Int)
        /// Sends zeros and never ends.
        case endless
    }

    /// What was asked for.
    public struct Request: Sendable {
        public let path: String
        public let authorization: String?
        public let tags: String?
        /// Status of the answer.
        public let status: Int
    }

    /// User that it wants.
    public static let user = "123456"
    /// Password that it wants.
    public static let password = "license"

    /// Where it listens.
    public let port: Int
    /// Vouches for it.
    public let certificate: SelfSignedCertificate
    private let listener: any Channel
    private let state: MaxMindServerState

    /// Starts a server that knows no path.
    public init(certificate: SelfSignedCertificate) async throws {
        self.certificate = certificate
        let tls = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate.certificateFile).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: certificate.keyFile, format: .pem))
            )
        )
        let state = MaxMindServerState()
        self.state = state
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(MaxMindServerHandler(state: state))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        port = listener.localAddress?.port ?? 0
    }

    /// Ends it; connections that are open stay so.
    public func stop() async throws {
        try await listener.close()
    }

    /// From now on this is the answer at a path.
    public func serve(_ path: String, _ answer: Answer) {
        state.answers.withLock { $0[path] = answer }
    }

    /// Requests so far.
    public var requests: [Request] { state.requests.withLock { $0 } }

    /// Address of a path.
    public func url(_ path: String) -> String { "https://localhost:\(port)\(path)" }
}

/// What the connections of one server share.
final class MaxMindServerState: Sendable {
    let answers = Mutex<[String: MaxMindServer.Answer]>([:])
    let requests = Mutex<[MaxMindServer.Request]>([])

    /// Decides about a request and notes it.
    func answer(_ head: HTTPRequestHead) -> MaxMindServer.Answer {
        let authorization = head.headers.first(name: "Authorization")
        let tags = head.headers.first(name: "If-None-Match")
        let (answer, status) = decide(head, authorization, tags)
        let request = MaxMindServer.Request(path: head.uri, authorization: authorization, tags: tags, status: status)
        requests.withLock { $0.append(request) }
        return answer
    }

    private func decide(_ head: HTTPRequestHead, _ authorization: String?, _ tags: String?) -> (MaxMindServer.Answer, Int) {
        let expected = "Basic " + Data("\(MaxMindServer.user):\(MaxMindServer.password)".utf8).base64EncodedString()
        guard head.uri.hasPrefix("/store/") || authorization == expected else { return (.status(401), 401) }
        guard let answer = answers.withLock({ $0[head.uri] }) else { return (.status(404), 404) }
        switch answer {
        case .archive(_, let tag?, _) where tags?.components(separatedBy: ", ").contains(tag) == true:
            return (.status(304, headers: [("ETag", tag)]), 304)
        case .archive(_, nil, let modified?) where head.headers.first(name: "If-Modified-Since") == modified: return (.status(304), 304)
        case .status(let status, _): return (answer, status)
        case .redirect: return (answer, 302)
        default: return (answer, 200)
        }
    }
}
