//! The countries that there are, by their codes of two letters.

/// ISO 3166-1 alpha-2, the codes that are officially assigned, each of two letters.
const CODES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZ\
    DEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKP\
    KRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPY\
    QARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// Whether a country has this code, in capital letters.
pub(super) fn is_country(text: &str) -> bool {
    CODES.as_bytes().chunks_exact(2).any(|code| code == text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_countries_that_there_are() {
        assert_eq!(CODES.len(), 2 * 249);
        for code in ["AD", "NZ", "DE", "WS", "ZW"] {
            assert!(is_country(code), "{code}");
        }
        // The second lies across two codes.
        for code in ["XX", "EA", "nz", "NZL", "N", ""] {
            assert!(!is_country(code), "{code}");
        }
    }
}
