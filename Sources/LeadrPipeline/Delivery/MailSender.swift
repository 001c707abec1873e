import LeadrDelivery
import LeadrDomain
import LeadrStore
import Logging

/// Sends mails through a provider (`contract/platform.md §4.5`).
public struct MailSender: Sendable {
    let courier: Courier<MailChannel>

    /// A sender.
    ///
    /// - Parameters:
    ///   - store: The mails.
    ///   - provider: Who sends them.
    ///   - gate: Paces attempts at the provider.
    ///   - options: How it sends.
    ///   - onSent: Called once for every mail that was sent; the place to count the use of an account.
    ///   - logger: Told of mails that will not be sent.
    public init(
        store: EmailStore,
        provider: any MailProvider,
        gate: DeliveryGate,
        options: DeliveryOptions = DeliveryOptions(),
        onSent: @escaping @Sendable (OutgoingMail) -> Void = { _ in },
        logger: Logger
    ) {
        let channel = MailChannel(store: store, provider: provider, gate: gate, onSent: onSent)
        courier = Courier(channel, options: options, logger: logger)
    }
}
