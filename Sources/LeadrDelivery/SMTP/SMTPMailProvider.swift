import LeadrDomain
import NIOCore
import NIOPosix
import NIOSSL

/// Sends mails through a mail server, a connection for each.
public struct SMTPMailProvider: MailProvider {
    private let configuration: SMTPConfiguration
    private let sender: String
    private let eventLoopGroup: any EventLoopGroup

    /// A provider.
    ///
    /// - Parameters:
    ///   - configuration: The server.
    ///   - sender: The sender of mails that name none.
    ///   - eventLoopGroup: Where its sockets live.
    public init(configuration: SMTPConfiguration, sender: String, eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton) {
        self.configuration = configuration
        self.sender = sender
        self.eventLoopGroup = eventLoopGroup
    }

    /// `smtp`.
    public var name: String { "smtp" }

    /// Hands a mail to the server. The receipt's id is made from the mail's, since servers tell none.
    public func send(_ mail: OutgoingMail) async throws -> MailReceipt {
        let envelope = try MailEnvelope(mail, usualSender: sender)
        let message = MailMessage(mail, envelope)
        do {
            let reply = try await converse(message, envelope)
            return MailReceipt(id: "smtp-\(UUIDText.format(mail.id.uuid))", response: reply.json)
        } catch let failure as DeliveryFailure {
            throw failure
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw DeliveryFailure(.unavailable, Self.summary(error))
        }
    }

    private func converse(_ message: MailMessage, _ envelope: MailEnvelope) async throws -> SMTPReply {
        let connection = try await SMTPConnection.open(configuration, on: eventLoopGroup)
        return try await withTaskCancellationHandler {
            do {
                let session = SMTPSession(connection: connection, configuration: configuration)
                try await session.begin()
                let reply = try await session.transfer(message, envelope)
                connection.quit()
                return reply
            } catch {
                connection.close()
                throw error
            }
        } onCancel: {
            connection.close()
        }
    }

    private static func summary(_ error: any Error) -> String {
        switch error {
        case SMTPFault.timeout: "the mail server did not answer in time"
        case SMTPFault.closed: "the mail server ended the connection"
        case SMTPFault.malformed, SMTPFault.unsolicited: "the mail server does not keep to the protocol"
        case is NIOSSLError, is SMTPFault: "the connection to the mail server could not be secured"
        case is NIOConnectionError, is ChannelError: "the mail server cannot be reached"
        default: "the connection to the mail server failed: \(type(of: error))"
        }
    }
}
