"""Words that stand for other words: short forms, spellings, words of Javanese, Sundanese and Betawi Jakartans, loan words.

They hold in every question, whatever the trade; words of one trade are search terms of its class.
"""

from __future__ import annotations

from typing import Final

_LIKE: Final = """
acuk=baju asem=asam banyu=air beas=beras boled=ubi brambang=bawang busana=pakaian baju=pakaian klambi=pakaian sandang=pakaian
cabe=cabai lombok=cabai cafe=kafe camilan=cemilan cau=pisang gedang=pisang cellphone=hp daring=online onlen=online embe=kambing
wedus=kambing endog=telur endok=telur telor=telur fotocopi=fotokopi fotocopy=fotokopi photocopy=fotokopi fotokopian=fotokopi
gawai=hp gendis=gula gethuk=getuk gordeng=gorden gordyn=gorden tirai=gorden griya=rumah omah=rumah imah=rumah gule=gulai
handphone=hp hanphone=hp hape=hp hendpon=hp ponsel=hp smartphone=hp hayam=ayam pitik=ayam hijab=kerudung jilbab=kerudung
ijo=hijau hejo=hijau item=hitam ireng=hitam iwak=ikan lauk=ikan jagong=jagung jaitan=jahit jait=jahit jampi=jamu kaos=kaus
kaspe=singkong pohong=singkong sampeu=singkong kates=pepaya gandul=pepaya kawinan=pernikahan nikah=pernikahan nikahan=pernikahan
wedding=pernikahan mantenan=pernikahan manten=pengantin penganten=pengantin kembang=bunga laundri=laundry londri=laundry
londre=laundry loundry=laundry laundy=laundry lengo=minyak lenga=minyak manuk=burung meubel=mebel meubeler=mebel montor=motor
mukenah=mukena ngelas=las olshop=online orgen=organ oto=mobil panganan=makanan photo=foto pit=sepeda resto=restoran sego=nasi
sangu=nasi sendal=sandal shampo=sampo shampoo=sampo skinker=skincare suuk=kacang tailor=penjahit taylor=penjahit telo=ubi
uyah=garam akikah=aqiqah qurban=kurban korban=kurban kosen=kusen serpis=servis serpice=servis service=servis sarapan=nasi
kuih=kue telpon=telepon telp=telepon hajatan=pesta kondangan=pesta selametan=pesta rokoan=rokok bakau=tembakau
kripik=keripik krupuk=kerupuk klontong=kelontong warkop=kopi lapau=warung bakulan=jualan
dodolan=jualan icalan=jualan sadean=jualan dagangan=jualan nyade=jualan ngadamel=bikin nyieun=bikin gawe=bikin ndamel=bikin
ngadol=jual adol=jual ngical=jual ndandani=servis menerin=servis
"""
_INSTEAD: Final = """
nasgor=nasi+goreng migor=mie+goreng miegor=mie+goreng nasduk=nasi+uduk naspad=nasi+padang nasbung=nasi+bungkus
ultah=ulang+tahun medsos=media+sosial sosmed=media+sosial esteh=es+teh eskrim=es+krim kopsus=kopi+susu mua=make+up+artist
wo=wedding+organizer eo=event+organizer sparepart=suku+cadang spareparts=suku+cadang onderdil=suku+cadang springbed=spring+bed
amdk=air+minum+kemasan alkes=alat+kesehatan atk=alat+tulis ricebowl=rice+bowl burcang=bubur+kacang+hijau
miayam=mie+ayam terbul=terang+bulan tahbul=tahu+bulat
"""

LIKE: Final = dict(pair.split("=") for pair in _LIKE.split())
"""A word, and one that means the same: both are looked for."""
INSTEAD: Final = {word: tuple(words.split("+")) for word, words in (pair.split("=") for pair in _INSTEAD.split())}
"""A short form, and the words that it stands for: these are looked for in its place."""
