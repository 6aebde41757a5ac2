//! Codes of countries (ISO 3166-1) and languages (ISO 639), of two letters and of three: credentials have the short ones, the EU's
//! authority tables the long ones.

/// Two letters, then three.
const COUNTRIES: &str = "ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB \
    BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR \
    BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR \
    CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK \
    FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS \
    GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN \
    ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO \
    LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD \
    MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER \
    NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM \
    PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP \
    SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF \
    TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY \
    UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE";

const LANGUAGES: &str = "aaAAR abABK aeAVE afAFR akAKA amAMH anARG arARA asASM avAVA ayAYM azAZE baBAK beBEL bgBUL biBIS bmBAM bnBEN \
    boBOD brBRE bsBOS caCAT ceCHE chCHA coCOS crCRE csCES cuCHU cvCHV cyCYM daDAN deDEU dvDIV dzDZO eeEWE elELL \
    enENG eoEPO esSPA etEST euEUS faFAS ffFUL fiFIN fjFIJ foFAO frFRA fyFRY gaGLE gdGLA glGLG gnGRN guGUJ gvGLV \
    haHAU heHEB hiHIN hoHMO hrHRV htHAT huHUN hyHYE hzHER iaINA idIND ieILE igIBO iiIII ikIPK ioIDO isISL itITA \
    iuIKU jaJPN jvJAV kaKAT kgKON kiKIK kjKUA kkKAZ klKAL kmKHM knKAN koKOR krKAU ksKAS kuKUR kvKOM kwCOR kyKIR \
    laLAT lbLTZ lgLUG liLIM lnLIN loLAO ltLIT luLUB lvLAV mgMLG mhMAH miMRI mkMKD mlMAL mnMON mrMAR msMSA mtMLT \
    myMYA naNAU nbNOB ndNDE neNEP ngNDO nlNLD nnNNO noNOR nrNBL nvNAV nyNYA ocOCI ojOJI omORM orORI osOSS paPAN \
    piPLI plPOL psPUS ptPOR quQUE rmROH rnRUN roRON ruRUS rwKIN saSAN scSRD sdSND seSME sgSAG shHBS siSIN skSLK \
    slSLV smSMO snSNA soSOM sqSQI srSRP ssSSW stSOT suSUN svSWE swSWA taTAM teTEL tgTGK thTHA tiTIR tkTUK tlTGL \
    tnTSN toTON trTUR tsTSO ttTAT twTWI tyTAH ugUIG ukUKR urURD uzUZB veVEN viVIE voVOL waWLN woWOL xhXHO yiYID \
    yoYOR zaZHA zhZHO zuZUL";

/// `NZ` gives `NZL`.
pub(super) fn country(two: &str) -> Option<&'static str> {
    three(COUNTRIES, &two.to_ascii_uppercase())
}

/// `en-NZ` gives `ENG`.
pub(super) fn language(tag: &str) -> Option<&'static str> {
    let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    match primary.len() {
        2 => three(LANGUAGES, &primary),
        _ => None,
    }
}

fn three(table: &'static str, two: &str) -> Option<&'static str> {
    if two.len() != 2 {
        return None;
    }
    table.split_ascii_whitespace().find_map(|entry| entry.strip_prefix(two))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_codes_become_long_ones() {
        assert_eq!((country("NZ"), country("de"), country("XX"), country("")), (Some("NZL"), Some("DEU"), None, None));
        assert_eq!((language("en-NZ"), language("mi"), language("qq"), language("zxx")), (Some("ENG"), Some("MRI"), None, None));
    }
}
