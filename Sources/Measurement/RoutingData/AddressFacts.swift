import InternetProtocols

/// What databases know of the network and the place of an address.
public struct AddressFacts: Hashable, Sendable {
    /// The number of the autonomous system.
    public var system: UInt32?
    /// Who runs it.
    public var organization: String?
    /// The city.
    public var city: String?
    /// The largest part of the country, such as a state, by its code in ISO 3166-2.
    public var region: String?
    /// The country by its code in ISO 3166-1.
    public var country: String?
    /// The country by name.
    public var countryName: String?
    /// Degrees north.
    public var latitude: Double?
    /// Degrees east.
    public var longitude: Double?

    /// Nothing known.
    public init() {}

    /// What an entry says, with names in a language where it has them, else in English.
    public init(_ entry: MaxMindValue, language: String = "en") {
        func name(_ place: MaxMindValue?) -> String? {
            (place?["names", language] ?? place?["names", "en"])?.text
        }
        system =
            (entry["autonomous_system_number"] ?? entry["traits", "autonomous_system_number"])?
            .uint32
        organization =
            (entry["autonomous_system_organization"]
            ?? entry["traits", "autonomous_system_organization"])?.text
        city = name(entry["city"])
        region = entry["subdivisions", "0", "iso_code"]?.text
        country = entry["country", "iso_code"]?.text
        countryName = name(entry["country"])
        latitude = entry["location", "latitude"]?.number
        longitude = entry["location", "longitude"]?.number
    }

    /// Takes from another what is not known here.
    public mutating func complete(with other: AddressFacts) {
        system = system ?? other.system
        organization = organization ?? other.organization
        city = city ?? other.city
        region = region ?? other.region
        country = country ?? other.country
        countryName = countryName ?? other.countryName
        latitude = latitude ?? other.latitude
        longitude = longitude ?? other.longitude
    }
}
