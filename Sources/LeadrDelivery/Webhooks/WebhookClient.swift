import AsyncHTTPClient
import LeadrDomain
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import ServiceLifecycle

/// Hands messages to webhooks over HTTP (`docs/webhooks.md`). Run as a service, so that its connections end with the process.
public struct WebhookClient: Service {
    /// How long the rest of an answer is read once its status is known.
    private static let patience: Duration = .seconds(1)
    /// Addresses of one host that are tried.
    private static let mostAddresses = 3

    private let clients: PinnedClients
    private let resolver = HostResolver()
    private let allowance: WebhookURL.Allowance
    private let timeout: Duration
    private let clock: any Clock

    /// A client.
    ///
    /// - Parameters:
    ///   - eventLoopGroup: Where its connections live.
    ///   - allowance: Where receivers may be.
    ///   - trustRootsFile: A PEM file with the authorities whose certificates are believed; nil for those of the system.
    ///   - timeout: Longest time for one attempt.
    ///   - clock: Time that is signed.
    public init(
        eventLoopGroup: any EventLoopGroup,
        allowance: WebhookURL.Allowance,
        trustRootsFile: String? = nil,
        timeout: Duration,
        clock: any Clock = SystemClock()
    ) {
        clients = PinnedClients(eventLoopGroup: eventLoopGroup, trustRoots: trustRootsFile.map { .file($0) } ?? .default)
        self.allowance = allowance
        self.timeout = timeout
        self.clock = clock
    }

    /// Keeps connections open until the process stops.
    public func run() async throws {
        try? await gracefulShutdown()
        await shutdown()
    }

    /// Ends all connections, for good.
    public func shutdown() async {
        await clients.shutdown()
        await resolver.shutdown()
    }

    /// Makes one attempt.
    ///
    /// - Throws: ``DeliveryFailure``, or `CancellationError`.
    public func deliver(_ delivery: OutgoingWebhook) async throws -> WebhookReceipt {
        try await AttemptLimit(timeout + Self.patience * 2).run(reaching: "the receiver") { try await post(delivery) }.receipt()
    }

    private func post(_ delivery: OutgoingWebhook) async throws -> WebhookAnswer {
        let deadline = NIODeadline.now() + TimeAmount(timeout)
        let url: WebhookURL
        // Settings may have become stricter since the address was stored.
        do { url = try WebhookURL(delivery.url, allowance) } catch { throw DeliveryFailure(.unavailable, error.text) }
        let request = request(delivery)
        var unreachable: any Error = DeliveryFailure(.unavailable, "the receiver's host has no address")
        for address in try await addresses(of: url.host) {
            do {
                return try await clients.with(host: url.host, at: address) { client in
                    await Self.answer(try await client.execute(request, deadline: deadline))
                }
            } catch  where Self.isBeforeRequest(error) {
                unreachable = error
            }
        }
        throw unreachable
    }

    /// The addresses to connect to, the best first: what was checked is what is used.
    private func addresses(of host: String) async throws -> ArraySlice<String> {
        let all = try await resolver.addresses(of: host)
        let allowed = allowance.privateAddresses ? all : all.filter { PublicAddress.contains($0) == true }
        guard !allowed.isEmpty else { throw DeliveryFailure(.unavailable, "the receiver's host has no public address") }
        return allowed.prefix(Self.mostAddresses)
    }

    /// Whether nothing was sent yet, so that another address may be tried.
    private static func isBeforeRequest(_ error: any Error) -> Bool {
        error is NIOConnectionError || (error as? HTTPClientError) == .connectTimeout
    }

    /// The status decides, whatever follows: of the rest no more is read than is kept, and not for long.
    private static func answer(_ response: HTTPClientResponse) async -> WebhookAnswer {
        WebhookAnswer(
            status: Int(response.status.code),
            body: (try? await AttemptLimit(patience).run { try await beginning(of: response.body) }) ?? [],
            retryAfter: response.headers.first(name: "Retry-After").flatMap { Int($0) }
        )
    }

    private static func beginning(of stream: HTTPClientResponse.Body) async throws -> [UInt8] {
        var body: [UInt8] = []
        for try await chunk in stream {
            body.append(contentsOf: chunk.readableBytesView)
            if body.count >= WebhookAnswer.kept { break }
        }
        return body
    }

    private func request(_ delivery: OutgoingWebhook) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: delivery.url)
        request.method = .POST
        request.headers = ["Content-Type": "application/json", "User-Agent": "Leadr-Webhooks/\(ProductVersion.current)", "Accept": "*/*"]
        let signature = WebhookSignature(messageID: delivery.messageID, time: clock.now(), body: delivery.body)
        for (name, value) in signature.headers(delivery.secrets) { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: delivery.body))
        return request
    }
}
