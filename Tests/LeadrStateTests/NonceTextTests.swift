import Foundation
import LeadrDomain
import Testing

@testable import LeadrState

@Suite struct NonceTextTests {
    private let owner = IdentityID(UUID())
    private let stranger = IdentityID(UUID())

    @Test func `a nonce is a UUID of version 4`() {
        for _ in 0..<200 {
            let text = UUIDText.format(NonceText.make(for: owner))
            #expect(Array(text.utf8)[14] == UInt8(ascii: "4"))
            #expect("89ab".utf8.contains(Array(text.utf8)[19]))
        }
    }

    @Test func `its owner is told from a stranger, and both from a value never issued`() {
        for _ in 0..<200 {
            let nonce = NonceText.make(for: owner)
            #expect(NonceText.origin(of: nonce, for: owner) == .own)
            #expect(NonceText.origin(of: nonce, for: stranger) == .foreign)
            #expect(NonceText.origin(of: UUID(), for: owner) == .unknown)
        }
    }

    @Test func `nonces of one identity differ`() {
        let nonces = Set((0..<1000).map { _ in NonceText.make(for: owner) })
        #expect(nonces.count == 1000)
    }

    @Test(arguments: [nil, "", "x", "not-a-uuid", "00000000-0000-4000-8000-00000000000"])
    func `a header without a UUID is refused without asking Redis`(text: String?) {
        #expect(NonceTicket(text).refusal == (text == nil ? .missing : .unknown))
    }

    @Test func `refusals carry the texts of the contract`() {
        #expect(
            NonceRefusal.allCases.map(\.message) == [
                "Nonce required", "Invalid nonce", "Nonce does not belong to this identity", "Nonce already used", "Nonce expired",
            ]
        )
    }
}
