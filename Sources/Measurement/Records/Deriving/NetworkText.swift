import InternetProtocols

/// Writes the networks around IPv4 addresses, as `192.0.2.0/24`.
///
/// Every address of a log needs its network, so it is written without making a text.
enum NetworkText {
    /// How many bytes a network can take.
    static let room = 18

    /// Writes the network of 24 bits around an address; says how many bytes that took.
    @inline(__always)
    static func write(ipv4 address: UInt32, into room: UnsafeMutablePointer<UInt8>) -> Int {
        var count = 0
        for shift: UInt32 in [24, 16, 8] {
            let number = (address >> shift) & 255
            if number >= 100 {
                room[count] = 0x30 + UInt8(number / 100)
                count += 1
            }
            if number >= 10 {
                room[count] = 0x30 + UInt8(number / 10 % 10)
                count += 1
            }
            room[count] = 0x30 + UInt8(number % 10)
            room[count + 1] = 0x2e
            count += 2
        }
        for byte: UInt8 in [0x30, 0x2f, 0x32, 0x34] {
            room[count] = byte
            count += 1
        }
        return count
    }
}
