import Foundation
import LeadrDomain
import Testing

@Suite struct IdentifierTests {
    private let uuid = UUID(uuid: (0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF))

    @Test func `the wire form is the prefix and the lower-case UUID`() throws {
        let id = BoardID(uuid)
        #expect(id.wire == "brd_01234567-89ab-cdef-0123-456789abcdef")
        #expect(try BoardID(wire: id.wire) == id)
    }

    @Test(arguments: ["brd_0123456789ABCDEF0123456789ABCDEF", "brd_01234567-89AB-CDEF-0123-456789ABCDEF"])
    func `every standard spelling of the UUID is read`(text: String) throws {
        #expect(try BoardID(wire: text).uuid == uuid)
    }

    @Test func `refusals carry the message of the contract`() {
        #expect(throws: IdentifierError.malformed(typeName: "BoardID", value: "x")) { try BoardID(wire: "x") }
        #expect(throws: IdentifierError.wrongPrefix(typeName: "AccountID", expected: "acc", found: "gam")) {
            try AccountID(wire: "gam_\(UUIDText.format(uuid))")
        }
        #expect(throws: IdentifierError.malformedUUID(typeName: "BoardID", value: "0123")) { try BoardID(wire: "brd_0123") }
        #expect(throws: IdentifierError.malformedUUID(typeName: "BoardID", value: "01234567-89ab-cdef-0123-456789abcde_")) {
            try BoardID(wire: "brd_01234567-89ab-cdef-0123-456789abcde_")
        }
    }

    @Test func `UUIDv7 values of one generator sort in the order they were made, also when the clock goes back`() {
        let clock = SteppingClock(times: [5_000, 5_000, 4_000, 6_000])
        let generator = UUIDv7Generator(clock: clock)
        let made = (0..<4).map { _ in generator.next() }
        #expect(made == made.sorted(by: UUIDText.precedes))
        #expect(made.allSatisfy { $0.uuid.6 >> 4 == 7 && $0.uuid.8 >> 6 == 2 })
    }

    @Test func `a derived id depends on every part and on nothing else`() {
        let board = BoardID(uuid)
        let identity = IdentityID(UUID())
        let id = DerivedID.boardState(board: board, identity: identity, isTest: false)
        #expect(id == DerivedID.boardState(board: board, identity: identity, isTest: false))
        #expect(id != DerivedID.boardState(board: board, identity: identity, isTest: true))
        #expect(id != DerivedID.boardState(board: BoardID(UUID()), identity: identity, isTest: false))
        #expect(id.uuid.uuid.6 >> 4 == 8)
    }
}
