import Foundation
import InternetProtocols
import Testing

@Suite("Dates and digests")
struct HTTPDateTests {
    @Test(
        "the three formats of RFC 9110 name one moment",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ])
    func formats(_ text: String) {
        let reference = Date(timeIntervalSince1970: 1_700_000_000)
        #expect(
            HTTPDate.parse(text, reference: reference) == Date(timeIntervalSince1970: 784_111_777))
    }

    @Test("days agree with Foundation's calendar over four centuries")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        for year in stride(from: 1900, through: 2300, by: 7) {
            for month in 1...12 {
                let date = try #require(
                    calendar.date(from: DateComponents(year: year, month: month, day: 28)))
                let text = "Mon, 28 \(months[month - 1]) \(year) 00:00:00 GMT"
                #expect(HTTPDate.parse(text) == date, "\(text)")
            }
        }
    }

    @Test(
        "other texts are no dates",
        arguments: [
            "", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 32 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nox 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov -994 08:00:00 GMT", "1994-11-06",
            "Sun, 06 Nov 99999 08:49:37 GMT", String(repeating: "1 ", count: 100),
        ])
    func refused(_ text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }

    @Test("SHA-256 gives the digests of FIPS 180-4's examples, at every length around a block")
    func digests() {
        func digest(_ text: String) -> String {
            MessageDigest.hexadecimal(MessageDigest.sha256(Array(text.utf8)))
        }
        #expect(
            digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(
            digest(String(repeating: "a", count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }
}
