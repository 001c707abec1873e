import LeadrDelivery
import LeadrDomain
import Synchronization

/// Mails that the provider took and the database does not know of yet. Their jobs come again when it is back, to this process as long as it lives.
final class UnrecordedMails: Sendable {
    struct Sent: Sendable {
        let mail: OutgoingMail
        let receipt: MailReceipt
    }

    private let mails = Mutex<[EmailID: Sent]>([:])

    func note(_ mail: OutgoingMail, _ receipt: MailReceipt) {
        mails.withLock { $0[mail.id] = Sent(mail: mail, receipt: receipt) }
    }

    func sent(_ id: EmailID) -> Sent? {
        mails.withLock { $0[id] }
    }

    func forget(_ id: EmailID) {
        mails.withLock { $0[id] = nil }
    }
}
