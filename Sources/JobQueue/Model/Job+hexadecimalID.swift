import Foundation

extension Job {
    /// The id as operators and dead letters name it: 32 hexadecimal digits.
    public var hexadecimalID: String {
        withUnsafeBytes(of: id.uuid) { bytes in
            bytes.map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
        }
    }
}
